import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { MemoryMailWorld, MemoryMailbox } from '@adapters/memory/mailbox/memoryMailbox.ts';
import { describeMailboxContract } from '../../support/shared/mailboxContract.ts';

describeMailboxContract('MemoryMailbox', () => {
  const world = new MemoryMailWorld(new FakeClock());
  const address = 'wss://one.test/mailbox';
  const service = world.open(address);
  return Promise.resolve({
    mailbox: new MemoryMailbox(world),
    address,
    nothing: 'wss://none.test/mailbox',
    close: () => {
      service.fault = 'away';
    },
  });
});
