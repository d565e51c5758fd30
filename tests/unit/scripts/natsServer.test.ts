import { describe, expect, test } from 'vitest';
import { findNatsServer } from '../../../scripts/setup/natsServer.mjs';

const has =
  (...paths: string[]) =>
  (path: string) =>
    paths.includes(path);

describe('the NATS server', () => {
  test('is what NATS_SERVER_PATH names, and no other', () => {
    const env = { NATS_SERVER_PATH: '/opt/nats', PATH: '/usr/bin' };
    expect(findNatsServer(env, has('/opt/nats', '/usr/bin/nats-server'))).toBe('/opt/nats');
    expect(findNatsServer(env, has('/usr/bin/nats-server'))).toBeUndefined();
  });

  test('is found in the PATH, and where system packages put it besides', () => {
    expect(findNatsServer({ PATH: '/a:/b' }, has('/b/nats-server'))).toBe('/b/nats-server');
    expect(findNatsServer({ PATH: '/a' }, has('/usr/sbin/nats-server'))).toBe('/usr/sbin/nats-server');
    expect(findNatsServer({}, has())).toBeUndefined();
  });
});
