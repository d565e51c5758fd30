import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { fail, ok } from '@shared/result.ts';
import type { MailboxError } from '@ports/mailbox.ts';
import { ServiceBook } from '@services/mailbox/serviceBook.ts';

const ONE = 'wss://one.test/mailbox';
const failure = (code: MailboxError['code']) => fail(code, 'said in a test');

function scene() {
  const clock = new FakeClock();
  const told: string[] = [];
  return { clock, told, book: new ServiceBook(clock, (_address, outcome) => told.push(outcome)) };
}

describe('MBC-12 services that do not do as asked', () => {
  it.each([
    ['mailbox-away', 60_000, 'away'],
    ['service-full', 60_000, 'full'],
    ['too-much', 60_000, 'refused'],
    ['storage-failed', 60_000, 'away'],
    ['malformed', 60_000, 'refused'],
    ['mailbox-none', 600_000, 'none'],
    ['mailbox-lied', 600_000, 'lied'],
  ] as const)('MBC-12 after %s one is left alone for %i ms', async (code, rest, outcome) => {
    const { clock, told, book } = scene();
    expect(book.isOpen(ONE)).toBe(true);
    expect(book.note(ONE, failure(code)).ok).toBe(false);
    expect([book.isOpen(ONE), book.isOpen('wss://two.test/mailbox'), told]).toEqual([false, true, [outcome]]);
    await clock.advance(rest - 1);
    expect(book.isOpen(ONE)).toBe(false);
    await clock.advance(1);
    expect(book.isOpen(ONE)).toBe(true);
  });

  it('MBC-12 one mailbox that is full says nothing about others of the service', () => {
    const { told, book } = scene();
    book.note(ONE, failure('mailbox-full'));
    expect([book.isOpen(ONE), told]).toEqual([true, ['working']]);
  });

  it('MBC-12 what works is asked on, and after a change everything is', () => {
    const { told, book } = scene();
    book.note(ONE, failure('mailbox-away'));
    book.forget();
    expect(book.isOpen(ONE)).toBe(true);
    expect(book.note(ONE, ok(1))).toEqual(ok(1));
    expect(told).toEqual(['away', 'working']);
  });
});
