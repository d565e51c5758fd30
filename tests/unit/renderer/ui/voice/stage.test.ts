// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Stage } from '../../../../../src/renderer/ui/voice/stage.ts';
import { FakeAudio, newestAudio } from '../../../../support/web/fakeAudio.ts';

const track = { chat: 'a chat', message: 'a message' };
const stages: Stage[] = [];

function newStage(): Stage {
  const stage = new Stage();
  stages.push(stage);
  return stage;
}

beforeEach(() => {
  FakeAudio.made = [];
  vi.stubGlobal('Audio', FakeAudio);
});

afterEach(() => {
  for (const stage of stages.splice(0)) stage.close();
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

describe('the stage of a window', () => {
  test('VOI-6 one plays at a time, and another begins where it was left', () => {
    const stage = newStage();
    stage.toggle('/one');
    newestAudio().currentTime = 3;
    stage.seek('/one', 3000);
    stage.toggle('/two');
    expect(FakeAudio.made.map(({ paused }) => paused)).toEqual([true, false]);
    expect(stage.get()).toMatchObject({ url: '/two', position: 0, isPlaying: true });
    stage.toggle('/one');
    expect([newestAudio().currentTime, stage.placeOf('/one')]).toEqual([3, 3000]);
  });

  test('VOI-7 what has a track goes on when the place that shows it is left; what has none stops with it', () => {
    const stage = newStage();
    stage.toggle('/one');
    stage.leave('/one');
    expect(stage.get().isPlaying).toBe(false);
    stage.toggle('/two', track);
    stage.leave('/two');
    expect(stage.get()).toMatchObject({ isPlaying: true, track });
    stage.settle();
    stage.leave('/two');
    expect(stage.get()).toMatchObject({ isPlaying: false, track: null, url: '/two' });
  });

  test('VOI-7 closed, nothing is on, its place is kept and so is the speed', () => {
    const stage = newStage();
    stage.setSpeed(1.5);
    stage.toggle('/one', track);
    stage.seek('/one', 4000);
    stage.close();
    expect(stage.get()).toMatchObject({ url: null, track: null, isPlaying: false, speed: 1.5 });
    expect(FakeAudio.made[0]?.paused).toBe(true);
    stage.toggle('/one', track);
    expect([newestAudio().currentTime, newestAudio().playbackRate]).toEqual([4, 1.5]);
  });

  test('VOI-7 it says that it came to its end until it is begun again, and how long it is once that is known', () => {
    const stage = newStage();
    stage.toggle('/one', track);
    expect(stage.get().duration).toBeNull();
    newestAudio().learn(Number.POSITIVE_INFINITY);
    expect(stage.get().duration).toBeNull();
    newestAudio().learn(12.5);
    expect(stage.get().duration).toBe(12_500);
    newestAudio().end();
    expect(stage.get()).toMatchObject({ isOver: true, isPlaying: false, position: 0 });
    stage.toggle('/one', track);
    expect(stage.get()).toMatchObject({ isOver: false, isPlaying: true });
  });

  test('VOI-8 it rests when something in the page begins to play, and the other way round', () => {
    const stage = newStage();
    const film = document.body.appendChild(document.createElement('video'));
    const rest = vi.spyOn(film, 'pause').mockImplementation(() => undefined);
    stage.toggle('/one', track);
    expect(rest).toHaveBeenCalledOnce();
    film.dispatchEvent(new Event('play'));
    expect(stage.get()).toMatchObject({ isPlaying: false, url: '/one', track });
  });

  test('VOI-8 an event of a sound that was taken off says nothing any more', () => {
    const stage = newStage();
    stage.toggle('/one', track);
    const first = newestAudio();
    stage.toggle('/two', track);
    first.end();
    first.dispatchEvent(new Event('error'));
    expect(stage.get()).toMatchObject({ url: '/two', isPlaying: true, isOver: false, isBroken: false });
  });
});
