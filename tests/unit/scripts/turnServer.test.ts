import { describe, expect, it } from 'vitest';
import { findTurnServer } from '../../../scripts/setup/turnServer.mjs';

const has =
  (...paths: readonly string[]) =>
  (path: string) =>
    paths.includes(path);

describe('the TURN server tests run against', () => {
  it('is the one that is named, and no other in its place', () => {
    const env = { TURN_SERVER_PATH: '/opt/turn', PATH: '/usr/bin' };
    expect(findTurnServer(env, has('/opt/turn', '/usr/bin/turnserver'))).toBe('/opt/turn');
    expect(findTurnServer(env, has('/usr/bin/turnserver'))).toBeUndefined();
  });

  it('is else looked for in PATH and where system packages put servers', () => {
    expect(findTurnServer({ PATH: '/a:/b' }, has('/b/turnserver'))).toBe('/b/turnserver');
    expect(findTurnServer({ PATH: '/a' }, has('/usr/bin/turnserver'))).toBe('/usr/bin/turnserver');
    expect(findTurnServer({}, has())).toBeUndefined();
  });
});
