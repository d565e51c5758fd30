import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { pickSignalingHints, signalingHintsSchema } from '@domain/contact/signalingHints.ts';

describe('addresses for others', () => {
  it('CRD-1 leave out what holds a secret or is no such address, and keep the rest in order', () => {
    const fine = ['ws://localhost:4780/signal', 'wss://a.example', 'wss://[2001:db8::1]:4444'];
    const kept = [
      'wss://b.example/?token=secret-of-ours',
      'ws://me:secret@c.example',
      'http://d.example',
      `ws://${'e'.repeat(300)}`,
    ];
    expect(pickSignalingHints([...kept, ...fine])).toEqual(fine);
    expect(v.is(signalingHintsSchema, pickSignalingHints([...kept, ...fine]))).toBe(true);
  });

  it('CRD-1 are four at most', () => {
    const many = Array.from({ length: 6 }, (_, index) => `wss://s${index}.example`);
    expect(pickSignalingHints(many)).toEqual(many.slice(0, 4));
  });
});
