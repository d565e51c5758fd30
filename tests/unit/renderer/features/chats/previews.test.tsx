// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect, test, vi } from 'vitest';
import type { LinkPreview } from '@domain/chat/linkPreview.ts';
import { ok } from '@shared/result.ts';
import { shownPreview } from '../../../../../src/renderer/features/chats/previews/pageLinks.ts';
import { useLinkPreview } from '../../../../../src/renderer/features/chats/previews/useLinkPreview.tsx';
import { PreviewCard } from '../../../../../src/renderer/features/chats/previews/PreviewCard.tsx';
import { renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';
import { renderWithMedia } from '../../../../support/web/renderWithMedia.tsx';
import { TalkPane } from '../../../../support/web/TalkPane.tsx';

const space = spaceOf('ada');
const URL_ = 'https://harbour.example/ferry';
const PREVIEW: LinkPreview = {
  url: URL_,
  title: 'Ferry at seven',
  description: 'It leaves at seven.',
  site: 'Harbour news',
  thumbnail: null,
};

async function open({ isOn }: { readonly isOn: boolean }) {
  const asked: string[] = [];
  const rendered = renderWithMedia(<TalkPane selected={space} />, {
    prepare: ({ workspace }) => {
      const { previewLink } = workspace;
      Object.assign(workspace, {
        previewLink: (url: string) => {
          asked.push(url);
          return previewLink(url);
        },
      });
      workspace.controls.messages.previews.set(URL_, PREVIEW);
      workspace.controls.store.change((state) => {
        state.settings = { ...state.settings, linkPreviews: isOn };
        const chat = state.chats.get(space);
        if (chat !== undefined) chat.draft = '';
      });
    },
  });
  const input = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: /Message to/ });
  const said = () => rendered.application.workspace.controls.store.state.chats.get(space)?.messages.at(-1)?.body;
  return { ...rendered, input, asked, said };
}

function Words({ words }: { readonly words: string }): ReactNode {
  return useLinkPreview(words, false, () => undefined).bar;
}

const bar = () => screen.findByRole('region', { name: 'Link preview' });

function write(input: HTMLTextAreaElement, text: string): void {
  fireEvent.change(input, { target: { value: text } });
}

describe('what a link is shown with, before it is sent', () => {
  test('CHAT-UI-144 stands above the field and goes along', async () => {
    const { input, said, asked } = await open({ isOn: true });
    write(input, `Look: ${URL_} and https://other.example/`);
    await waitFor(async () => expect(within(await bar()).getByText('Ferry at seven')).toBeTruthy());
    expect(within(await bar()).getByText('harbour.example')).toBeTruthy();
    expect(asked).toEqual([URL_]);
    fireEvent.keyDown(input, { key: 'Enter' });
    await waitFor(() => expect(said()).toMatchObject({ kind: 'text', preview: PREVIEW }));
    expect(screen.queryByRole('region', { name: 'Link preview' })).toBeNull();
    // What is written next has none of it.
    write(input, 'Thanks');
    fireEvent.keyDown(input, { key: 'Enter' });
    await waitFor(() => expect(said()).toEqual({ kind: 'text', text: 'Thanks' }));
  });

  test('CHAT-UI-144 is left out where it is not wanted, and keeps nothing waiting', async () => {
    const { input, said } = await open({ isOn: true });
    write(input, URL_);
    const leave = within(await bar()).getByRole('button', { name: 'Send without a preview' });
    leave.focus();
    fireEvent.click(leave);
    expect(screen.queryByRole('region', { name: 'Link preview' })).toBeNull();
    expect(document.activeElement).toBe(input);
    fireEvent.keyDown(input, { key: 'Enter' });
    await waitFor(() => expect(said()).toEqual({ kind: 'text', text: URL_ }));
    // Sent before anything was asked for: the words go at once.
    write(input, `${URL_}?2`);
    fireEvent.keyDown(input, { key: 'Enter' });
    await waitFor(() => expect(said()).toEqual({ kind: 'text', text: `${URL_}?2` }));
  });

  test('CHAT-UI-144 a draft of before is asked for once it is changed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const asked: string[] = [];
      const { show } = renderWithMedia(<Words words={`See ${URL_}`} />, {
        prepare: ({ workspace }) => {
          workspace.controls.store.change((state) => (state.settings = { ...state.settings, linkPreviews: true }));
          Object.assign(workspace, { previewLink: async (url: string) => ok(void asked.push(url)) });
        },
      });
      await act(() => vi.advanceTimersByTimeAsync(60_000));
      expect(asked).toEqual([]);
      show(<Words words={`See ${URL_} today`} />);
      await act(() => vi.advanceTimersByTimeAsync(60_000));
      expect(asked).toEqual([URL_]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('CHAT-UI-144 nobody is asked while it is off', async () => {
    const { input, asked, said } = await open({ isOn: false });
    write(input, URL_);
    fireEvent.keyDown(input, { key: 'Enter' });
    await waitFor(() => expect(said()).toEqual({ kind: 'text', text: URL_ }));
    expect(asked).toEqual([]);
  });
});

describe('what a message shows of a page', () => {
  const card = (preview: LinkPreview, text = `See ${preview.url}`) =>
    renderScreen(<PreviewCard body={{ kind: 'text', text, preview }} isReachable />);

  test('CHAT-UI-145 names the host of its address, whatever its sender calls the site', () => {
    card({ ...PREVIEW, url: 'https://evil.example/login', site: 'bank.example', title: 'Your bank' });
    const link = screen.getByRole('link');
    expect(link.textContent).toBe('evil.exampleYour bankIt leaves at seven.');
    expect(link.getAttribute('href')).toBe('https://evil.example/login');
  });

  test('CHAT-UI-145 shows letters of another script as what they are, and says so', () => {
    const url = new URL('https://аррӏе.com/').href;
    card({ ...PREVIEW, url, site: '' }, 'See https://аррӏе.com/');
    expect(screen.getByRole('link').textContent).toMatch(/^xn--80ak6aa92e\.comThis address has letters/);
  });

  test('CHAT-UI-145 a press asks before anything is opened, and nothing is fetched', () => {
    const { container } = card({ ...PREVIEW, thumbnail: new Uint8Array([0xff, 0xd8, 1]) });
    const event = fireEvent.click(screen.getByRole('link'));
    expect(event).toBe(false);
    const sources = [...container.querySelectorAll('img')].map(({ src }) => src);
    expect(sources.every((source) => source.startsWith('blob:'))).toBe(true);
  });

  test('CHT-42 is shown only while the words link to that page', () => {
    const body = (text: string) => ({ kind: 'text', text, preview: PREVIEW }) as const;
    expect(shownPreview(body(`Look: ${URL_}.`))).toEqual(PREVIEW);
    for (const text of ['Look', `${URL_}2`, 'https://bank.example/', `https://you@harbour.example/ferry`])
      expect([text, shownPreview(body(text))]).toEqual([text, null]);
  });
});
