import { expect, test } from 'vitest';
import { until } from '../../../../support/shared/until.ts';
import { ChosenDesk } from '@services/media/chosenDesk.ts';
import { createFakeMedia } from '../../../../support/web/fakeMedia.ts';

const fileOf = (name: string, type: string) => new File(['x'], name, { type });
const read = (desk: ChosenDesk) => until(() => desk.state.get().files.every(({ kind }) => kind !== 'reading'));

test('PIC-4 an edited picture stands in the place of the one it was made of, and is looked at anew', async () => {
  const media = createFakeMedia();
  const desk = new ChosenDesk(media, 5);
  desk.add([fileOf('a.png', 'image/png'), fileOf('b.png', 'image/png')]);
  await read(desk);
  const [first] = desk.state.get().files;
  if (first === undefined) throw new Error('nothing was chosen');
  desk.replace(first.id, fileOf('photo.webp', 'image/webp'));
  expect(desk.state.get().files[0]).toMatchObject({ id: first.id, kind: 'reading', preview: null });
  await read(desk);
  expect(desk.state.get().files.map(({ file, kind }) => [file.name, kind])).toEqual([
    ['photo.webp', 'picture'],
    ['b.png', 'picture'],
  ]);
  expect(media.opened.length).toBe(3);
});

test('MED-24 a film that can be played says how long it is, and one that cannot is a file', async () => {
  const media = createFakeMedia();
  media.answers.picture = { code: 'picture-unsupported', message: '' };
  const desk = new ChosenDesk(media, 5);
  desk.add([fileOf('film.webm', 'video/webm'), fileOf('words.txt', 'text/plain')]);
  await read(desk);
  media.answers.video = { ok: false, error: { code: 'video-unreadable', message: '' } };
  desk.add([fileOf('broken.avi', 'video/avi')]);
  await read(desk);
  expect(desk.state.get().files.map(({ kind, video }) => [kind, video?.duration ?? null])).toEqual([
    ['file', 8000],
    ['file', null],
    ['file', null],
  ]);
});
