import { describe, expect, test } from 'vitest';
import type { Message } from '@services/workspace/messageViews.ts';
import { TalkDesk } from '../../../../../src/renderer/features/chats/talk/talkDesk.ts';
import {
  canAnswer,
  canEdit,
  canForward,
  canRecall,
  keptId,
} from '../../../../../src/renderer/features/chats/talk/messageFacts.ts';
import { fakeAccountId, fakeEventId } from '../../../../support/web/fakeIds.ts';

function said(name: string, change: Partial<Message> = {}): Message {
  return {
    id: fakeEventId(name),
    at: 1,
    own: true,
    author: fakeAccountId('own'),
    body: { kind: 'text', text: name },
    state: 'sent',
    error: null,
    ...change,
  };
}

const RUNNING = { runsGroup: true, hours: 48, now: 1 };
const ids = (desk: TalkDesk) => [...(desk.selected.get()?.keys() ?? [])];

describe('what a person is about in a talk', () => {
  test('CHAT-UI-130 a press chooses and lets go; with the last one the choosing ends', () => {
    const desk = new TalkDesk();
    const [one, two] = [said('one'), said('two')];
    expect(desk.selected.get()).toBeNull();
    desk.toggle([one]);
    desk.toggle([two]);
    expect(ids(desk)).toEqual([one.id, two.id]);
    desk.toggle([one]);
    expect(ids(desk)).toEqual([two.id]);
    desk.toggle([two]);
    expect(desk.selected.get()).toBeNull();
  });

  test('CHAT-UI-130 the pictures of an album are chosen together, also where some were already', () => {
    const desk = new TalkDesk();
    const album = [said('a'), said('b'), said('c')];
    desk.select(album.slice(0, 1));
    desk.toggle(album);
    expect(ids(desk)).toHaveLength(3);
    desk.toggle(album);
    expect(desk.selected.get()).toBeNull();
  });

  test('CHAT-UI-110 the way back leads through the last 32 jumps, the newest first', () => {
    const desk = new TalkDesk();
    for (let jump = 0; jump < 40; jump += 1) desk.jumpedFrom(`message ${jump}`);
    desk.jumpedFrom('message 39');
    expect(desk.jumps.get()).toHaveLength(32);
    expect(desk.takeJump()).toBe('message 39');
    expect(desk.takeJump()).toBe('message 38');
    desk.forgetJumps();
    expect(desk.takeJump()).toBeNull();
  });
});

describe('what can be done with a message', () => {
  test('CHAT-UI-102 what is not kept yet can be neither answered, edited, sent on nor recalled', () => {
    for (const state of ['queued', 'failed'] as const) {
      const message = said('soon', { id: 'pending:1', state });
      expect(keptId(message)).toBeNull();
      expect([canAnswer(message), canEdit(message), canForward(message), canRecall(message, RUNNING)]).toEqual([
        false,
        false,
        false,
        false,
      ]);
    }
  });

  test('CHAT-UI-102 own words can be edited, those of others and those from elsewhere cannot', () => {
    expect(canEdit(said('mine'))).toBe(true);
    expect(canEdit(said('ending', { expiresAt: 5 }))).toBe(false);
    expect(canEdit(said('theirs', { own: false, state: 'received' }))).toBe(false);
    expect(canEdit(said('from elsewhere', { forwarded: true }))).toBe(false);
    expect(canEdit(said('place', { body: { kind: 'place', place: { latitude: 1, longitude: 2, label: '' } } }))).toBe(
      false,
    );
  });

  test('CHAT-UI-102 words that end, cards and what was recalled do not go on', () => {
    expect(canForward(said('plain'))).toBe(true);
    expect(canForward(said('ending', { expiresAt: 5 }))).toBe(false);
    expect(canForward(said('gone', { body: { kind: 'recalled', by: fakeAccountId('own') } }))).toBe(false);
    expect(canAnswer(said('gone', { body: { kind: 'recalled', by: fakeAccountId('own') } }))).toBe(false);
  });

  test('CHAT-UI-102 messages of others can be recalled only where one runs the group', () => {
    const theirs = said('theirs', { own: false, state: 'received' });
    expect(canRecall(theirs, { ...RUNNING, runsGroup: false })).toBe(false);
    expect(canRecall(theirs, RUNNING)).toBe(true);
    expect(canRecall(said('mine'), { ...RUNNING, runsGroup: false })).toBe(true);
  });

  test('CHAT-UI-134 own messages can be recalled for as long as the person set', () => {
    const rule = { runsGroup: false, hours: 24, now: 25 * 3_600_000 };
    expect(canRecall(said('old', { at: 1000 }), rule)).toBe(false);
    expect(canRecall(said('fresh', { at: 2 * 3_600_000 }), rule)).toBe(true);
    expect(canRecall(said('old', { at: 1000 }), { ...rule, hours: 100_000 })).toBe(true);
    expect(canRecall(said('old', { at: 1000 }), { ...rule, runsGroup: true })).toBe(true);
  });
});
