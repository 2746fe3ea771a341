// The known-bad set: crun and CRIU of Debian trixie (a few of forky), each with one defect, and the cell that must
// fail. It is not enough that a cell fails: it must be this one, on this layer. The head of each patch says what the
// defect imitates.
import type {Defect} from './defect.ts';
import {ofLock} from './defects/criu-lock.ts';
import {ofMethod} from './defects/criu-method.ts';
import {ofPackets} from './defects/criu-packets.ts';
import {ofCrun} from './defects/crun.ts';

export const defects: readonly Defect[] = [...ofCrun, ...ofLock, ...ofMethod, ...ofPackets];
