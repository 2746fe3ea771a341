// Which libcriu a runtime uses: that of the package, or, where CRIU's own comes along with what is under test, CRIU's version.
import type {ImageFacts} from './facts.ts';

export const libcriuVersion = ({packages, criu}: ImageFacts): string =>
	packages.libcriu2 ?? packages['criu-libs'] ?? criu.version;
