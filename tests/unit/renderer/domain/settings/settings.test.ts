import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as v from 'valibot';
import { defaultSettings, settingsSchema, strictSettingsSchema } from '@domain/settings/settings.ts';

it('SET-1 what is missing or wrong falls back, field by field', () => {
  expect(v.parse(settingsSchema, {})).toEqual(defaultSettings);
  const kept = { theme: 'dark', zoom: 150, signaling: ['wss://signal.example/path'], notifications: false };
  expect(
    v.parse(settingsSchema, { ...kept, locale: 'xx', iceServers: [{ urls: ['http://no'] }], readReceipts: 'yes' }),
  ).toEqual({
    ...defaultSettings,
    ...kept,
  });
  expect(v.parse(settingsSchema, { later: 1, zoom: 99 })).toEqual(defaultSettings);
});

it('SET-1 any stored object gives settings that fit', () => {
  const field = fc.oneof(fc.anything(), fc.constantFrom('dark', 'ar', 125, true));
  const stored = fc.record(
    {
      theme: field,
      locale: field,
      zoom: field,
      signaling: field,
      iceServers: field,
      notifications: field,
      readReceipts: field,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(stored, (value) => {
      expect(v.is(strictSettingsSchema, v.parse(settingsSchema, value))).toBe(true);
    }),
  );
});

it.each([
  { theme: 'pink' },
  { zoom: 130 },
  { signaling: ['http://x'] },
  { signaling: ['ws://with space'] },
  { signaling: Array.from({ length: 17 }, () => 'ws://x') },
  { signaling: [`ws://${'x'.repeat(512)}`] },
  { iceServers: [{ urls: [] }] },
  { iceServers: [{ urls: ['stun:x'], secret: 'y' }] },
  { iceServers: [{ urls: ['javascript:x'] }] },
  { unknown: true },
])('SET-2 refuses %j', (change) => {
  expect(v.is(strictSettingsSchema, { ...defaultSettings, ...change })).toBe(false);
});

it('SET-2 takes what a person may set', () => {
  const change = {
    signaling: ['ws://[::1]:4000/s', 'wss://a.example'],
    iceServers: [{ urls: ['turn:t.example:3478'], username: 'u', credential: 'c' }],
  };
  expect(v.is(strictSettingsSchema, { ...defaultSettings, ...change })).toBe(true);
});
