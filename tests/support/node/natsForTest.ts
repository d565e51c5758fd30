import { onTestFinished } from 'vitest';
import { type NatsServer, launchNats } from './natsServer.ts';

/** Starts NATS and ends it with the test. */
export async function startNats(args: readonly string[] = []): Promise<NatsServer> {
  const nats = await launchNats(args);
  onTestFinished(() => nats.kill());
  return nats;
}
