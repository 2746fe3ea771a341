// Which libcriu a runtime uses: the one that was measured; in facts of an older netlock that of the package, or of CRIU.
import type {ImageFacts} from './facts.ts';

export const libcriuVersion = ({packages, criu}: ImageFacts): string =>
	criu.libcriuVersion ?? packages.libcriu2 ?? packages['criu-libs'] ?? criu.version;
