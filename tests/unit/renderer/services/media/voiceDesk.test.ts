import { expect, test } from 'vitest';
import { VoiceDesk } from '@services/media/voiceDesk.ts';
import { createFakeMedia } from '../../../../support/web/fakeMedia.ts';

async function begun() {
  const media = createFakeMedia();
  const desk = new VoiceDesk(media);
  await desk.start();
  const recording = media.recording();
  if (recording === null) throw new Error('nothing records');
  const say = (elapsed: number) => recording.state.set({ ...recording.state.get(), elapsed, recent: [0.5] });
  return { media, desk, recording, say };
}

test('VOI-3 a recording runs, pauses, goes on and is taken', async () => {
  const { desk, recording, say } = await begun();
  say(1200);
  expect(desk.state.get()).toEqual({ step: 'recording', elapsed: 1200, recent: [0.5] });
  desk.pause();
  expect(desk.state.get().step).toBe('paused');
  desk.resume();
  expect(desk.state.get().step).toBe('recording');
  const note = await desk.take();
  expect(note?.duration).toBe(1200);
  expect(note?.file.name).toBe('voice.webm');
  expect(recording.end()).toBe('finished');
  expect(desk.state.get()).toEqual({ step: 'idle' });
  expect(recording.isFreed()).toBe(true);
});

test('VOI-4 what was recorded is heard first, and given up keeps nothing', async () => {
  const { desk, recording, say } = await begun();
  say(900);
  await desk.stop();
  expect(desk.state.get()).toMatchObject({ step: 'ready', note: { duration: 900, url: 'blob:voice' } });
  desk.discard();
  expect(desk.state.get()).toEqual({ step: 'idle' });
  expect(recording.isFreed()).toBe(true);
  expect(await desk.take()).toBeNull();
});

test('VOI-4 given up while it runs, the microphone is off', async () => {
  const { desk, recording } = await begun();
  desk.discard();
  expect(recording.end()).toBe('cancelled');
  expect(desk.state.get()).toEqual({ step: 'idle' });
});

test('VOI-3 where the microphone goes away, what was said is there to be heard', async () => {
  const { desk, recording, say } = await begun();
  say(700);
  recording.state.set({ ...recording.state.get(), step: 'ended' });
  const note = await desk.take();
  expect(note?.duration).toBe(700);
});

test('VOI-3 given up while the system still asks, what it gives then is turned off', async () => {
  const media = createFakeMedia();
  const desk = new VoiceDesk(media);
  const starting = desk.start();
  expect(desk.state.get().step).toBe('asking');
  desk.discard();
  await starting;
  expect(media.recording()?.end()).toBe('cancelled');
  expect(desk.state.get()).toEqual({ step: 'idle' });
});

test('VOI-3 sent at once and stopped at once, it is finished once', async () => {
  const { desk, say } = await begun();
  say(500);
  const [, note] = await Promise.all([desk.stop(), desk.take()]);
  expect(note?.duration).toBe(500);
});

test('VOI-5 why there is no recording is known, and it can be tried again', async () => {
  const media = createFakeMedia();
  media.answers.microphone = { code: 'microphone-denied', message: '' };
  const desk = new VoiceDesk(media);
  await desk.start();
  expect(desk.state.get()).toEqual({ step: 'failed', code: 'microphone-denied' });
  media.answers.microphone = null;
  await desk.start();
  expect(desk.state.get().step).toBe('recording');
});
