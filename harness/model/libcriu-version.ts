// The version of libcriu that a runtime uses: the measured one. Facts of an older netlock have only that of the
// package, or of CRIU.
import type {ImageFacts} from './facts.ts';

export const libcriuVersion = ({packages, criu}: ImageFacts): string =>
	criu.libcriuVersion ?? packages.libcriu2 ?? packages['criu-libs'] ?? criu.version;
