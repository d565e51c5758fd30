// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import type { ProgramView } from '@ports/programViews.ts';
import { followPlace } from '../../../../../src/renderer/features/programs/pane/followPlace.ts';
import { eventually } from '../../../../support/shared/eventually.ts';

type Place = Parameters<ProgramView['place']>[0];

afterEach(() => document.documentElement.removeAttribute('dir'));

test('MPH-43 a program moves with its pane when the writing turns, which changes no size, and is out of sight once let go', async () => {
  const element = document.createElement('div');
  document.body.append(element);
  const placeNow = () => new DOMRect(document.documentElement.dir === 'rtl' ? 0 : 864, 60, 416, 740);
  element.getBoundingClientRect = placeNow;
  const places: Place[] = [];
  const stop = followPlace(element, { place: (place) => places.push(place) });
  expect(places.at(-1)).toEqual({ x: 864, y: 60, width: 416, height: 740 });
  document.documentElement.dir = 'rtl';
  await eventually(() => expect(places.at(-1)).toEqual({ x: 0, y: 60, width: 416, height: 740 }));
  stop();
  expect(places.at(-1)).toBeNull();
  element.remove();
});
