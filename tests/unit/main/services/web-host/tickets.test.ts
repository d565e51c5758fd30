import { describe, expect, it } from 'vitest';
import { createTickets } from '../../../../../src/main/services/web-host/tickets.ts';

describe('tickets', () => {
  it('WEB-14 work once, for a minute, and only so many at a time', () => {
    let time = 1000;
    const tickets = createTickets(() => time);
    const [first, second] = [tickets.issue(), tickets.issue()];
    expect(first).not.toBe(second);
    expect(tickets.redeem(first)).toBe(true);
    expect(tickets.redeem(first)).toBe(false);
    time += 61_000;
    expect(tickets.redeem(second)).toBe(false);
    const many = Array.from({ length: 20 }, () => tickets.issue());
    expect(many.filter((ticket) => tickets.redeem(ticket))).toHaveLength(16);
  });
});
