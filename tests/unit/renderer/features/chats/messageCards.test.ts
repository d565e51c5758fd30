import { describe, expect, test } from 'vitest';
import { inviteHref } from '../../../../../src/renderer/features/chats/cards/inviteHref.ts';
import { geoUri, mapAddress } from '../../../../../src/renderer/features/chats/cards/placeLinks.ts';
import {
  emptyPoll,
  pollOf,
  withAnswer,
  withoutAnswer,
} from '../../../../../src/renderer/features/chats/polls/newPoll.ts';
import { pollAnswers } from '../../../../../src/renderer/features/chats/polls/pollView.ts';
import { fakeAccountId } from '../../../../support/web/fakeIds.ts';

describe('the card of a person', () => {
  test.each([
    ['banyan://invite#Ab-_9', '#/invite/Ab-_9'],
    ['https://banyan.example/invite#Ab9', '#/invite/Ab9'],
    ['javascript:alert(1)#Ab9', null],
    ['banyan://invite#../settings', null],
    ['banyan://invite#a b', null],
    ['banyan://pay#Ab9', null],
    ['', null],
  ])('CHAT-UI-142 %j leads to %j', (link, href) => {
    expect(inviteHref(link)).toBe(href);
  });
});

describe('a place', () => {
  test('CHAT-UI-142 its address is plain figures, however small or large', () => {
    expect(geoUri({ latitude: 52.5163, longitude: -13.377704, label: '' })).toBe('geo:52.5163,-13.377704');
    expect(geoUri({ latitude: 0.0000001, longitude: 100, label: '' })).toBe('geo:0,100');
    expect(mapAddress({ latitude: -10, longitude: 20, label: '&x=1' })).toBe(
      'https://www.openstreetmap.org/?mlat=-10&mlon=20#map=16/-10/20',
    );
  });
});

const NOW = 1_000_000;

describe('a poll', () => {
  test('CHAT-UI-143 there is always an empty line to go on in, up to twelve', () => {
    let draft = emptyPoll;
    for (let place = 0; place < 12; place += 1) draft = withAnswer(draft, place, `answer ${place}`);
    expect(draft.answers).toHaveLength(12);
    expect(withoutAnswer(draft, 3).answers).toHaveLength(11);
    expect(withoutAnswer(emptyPoll, 0).answers).toEqual(['', '']);
  });

  test('CHAT-UI-143 a question and two different answers make a poll', () => {
    const asked = { ...emptyPoll, question: ' Tea? ' };
    expect(pollOf(withAnswer(asked, 0, 'Yes'), NOW)).toBeNull();
    expect(pollOf(withAnswer(withAnswer(asked, 0, 'Yes'), 1, ' Yes '), NOW)).toBeNull();
    expect(pollOf(withAnswer(withAnswer(emptyPoll, 0, 'Yes'), 1, 'No'), NOW)).toBeNull();
    expect(pollOf(withAnswer(withAnswer(asked, 0, 'Yes '), 1, 'No'), NOW)).toEqual({
      question: 'Tea?',
      options: ['Yes', 'No'],
      several: false,
      closes: null,
    });
  });

  test('CHAT-UI-143 it ends by itself so many hours after it was asked, or not at all', () => {
    const asked = withAnswer(withAnswer({ ...emptyPoll, question: 'Tea?' }, 0, 'Yes'), 1, 'No');
    expect(pollOf({ ...asked, hours: 24 }, NOW)?.closes).toBe(NOW + 24 * 3_600_000);
    expect(pollOf(asked, NOW)?.closes).toBeNull();
  });

  test('CHAT-UI-141 shares are of the people who chose, and nobody is no share', () => {
    const [ann, ben, cem] = ['ann', 'ben', 'cem'].map(fakeAccountId);
    const poll = { question: 'Which?', options: ['a', 'b', 'c'], several: true, closes: null };
    expect(pollAnswers(poll).map(({ share }) => share)).toEqual([0, 0, 0]);
    if (ann === undefined || ben === undefined || cem === undefined) throw new Error('three people');
    const state = {
      votes: [
        [ann, ben],
        [cem, ann],
      ],
      people: 3,
      own: [1],
      isClosed: false,
    };
    expect(pollAnswers(poll, state).map(({ share, isOwn }) => [share, isOwn])).toEqual([
      [67, false],
      [67, true],
      [0, false],
    ]);
  });
});
