// The known-bad set: crun and CRIU as Debian trixie has them (a few as forky has), each with one defect, and the cell that must flag it.
// That a cell is red is not enough: it has to be this one, on this layer. What a defect mimics is at the head of its patch.
import type {Defect} from './defect.ts';
import {ofLock} from './defects/criu-lock.ts';
import {ofMethod} from './defects/criu-method.ts';
import {ofPackets} from './defects/criu-packets.ts';
import {ofCrun} from './defects/crun.ts';

export const defects: readonly Defect[] = [...ofCrun, ...ofLock, ...ofMethod, ...ofPackets];
