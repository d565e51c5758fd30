import type { ProgramSelf } from '../../../src/shared/mini/bridge.ts';

/** What a program is told of who has it open, where it does not matter who that is. */
export const PROGRAM_SELF: ProgramSelf = {
  version: 1,
  selfAddr: 'me',
  selfName: 'Ann',
  isAppSender: false,
  isBroadcast: false,
  sendUpdateInterval: 1000,
  sendUpdateMaxSize: 128_000,
  banyan: null,
};
