import { describe, expect, it } from 'vitest';
import { type ServerFinding, verdictOf } from '@domain/settings/connectionVerdict.ts';

const found = (url: string, result: ServerFinding['result']): ServerFinding => ({ url, result });
const STUN = 'stun:s.example';
const TURN = 'turn:t.example';
const TCP = 'turn:t.example?transport=tcp';
const TLS = 'turns:t.example';

describe('what trying the servers came to', () => {
  it.each([
    ['none', []],
    ['direct', [found(STUN, 'direct'), found(TURN, 'silent')]],
    ['direct', [found(STUN, 'direct'), found(TURN, 'refused')]],
    ['direct-relay', [found(STUN, 'direct'), found(TURN, 'relay')]],
    ['relay', [found(TURN, 'relay')]],
    ['relay', [found(STUN, 'silent'), found(TURN, 'relay')]],
    ['relay', [found(TLS, 'relay')]],
    ['blocked-relay', [found(STUN, 'silent'), found(TLS, 'relay')]],
    ['blocked-relay', [found(TURN, 'silent'), found(TCP, 'relay')]],
    ['refused', [found(STUN, 'silent'), found(TURN, 'refused')]],
    ['relay-broken', [found(TURN, 'stuck')]],
    ['relay-broken', [found(TURN, 'full'), found(STUN, 'silent')]],
    ['blocked', [found(STUN, 'silent')]],
    ['blocked', [found(STUN, 'malformed'), found(TURN, 'silent')]],
    ['malformed', [found(STUN, 'malformed')]],
  ] as const)('SET-4 is %s for %j', (verdict, findings) => {
    expect(verdictOf(findings)).toBe(verdict);
  });
});
