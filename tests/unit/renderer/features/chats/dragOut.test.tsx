// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { ReactNode } from 'react';
import type { FileReference } from '@domain/chat/file.ts';
import type { Message } from '@services/workspace/messageViews.ts';
import { ok } from '@shared/result.ts';
import { useDragOut } from '../../../../../src/renderer/features/chats/files/useDragOut.ts';
import { AlbumMessage } from '../../../../../src/renderer/features/chats/media/AlbumMessage.tsx';
import { fakeAccountId, fakeBlobId, fakeEventId } from '../../../../support/web/fakeIds.ts';
import { type MediaScreenOptions, renderWithMedia } from '../../../../support/web/renderWithMedia.tsx';

const FILE: FileReference = {
  blob: fakeBlobId('report'),
  size: 3,
  name: 'Report \u202efdp.exe',
  mime: 'application/pdf',
  picture: null,
};

function Card({ url }: { readonly url: string | null }): ReactNode {
  const drag = useDragOut(FILE, url);
  return (
    <span data-testid="card" {...drag}>
      <span role="slider" aria-label="Place" tabIndex={0} aria-valuenow={0} data-testid="slider" />
      <span data-testid="name">{FILE.name}</span>
    </span>
  );
}

function setup(url: string | null, prepare?: MediaScreenOptions['prepare']) {
  renderWithMedia(<Card url={url} />, prepare === undefined ? {} : { prepare });
  const data = new Map<string, string>();
  const drag = (from = 'name') => {
    fireEvent.pointerDown(screen.getByTestId(from));
    // Whether the browser goes on with it.
    return fireEvent.dragStart(screen.getByTestId('card'), {
      dataTransfer: { setData: (type: string, value: string) => data.set(type, value), effectAllowed: 'none' },
    });
  };
  return { data, drag };
}

describe('a file is dragged out', () => {
  test('CHAT-UI-146 in a browser as a download, under its cleaned name', () => {
    const { data, drag } = setup('/blobs/a/b?name=x');
    expect(screen.getByTestId('card').getAttribute('draggable')).toBe('true');
    expect(drag()).toBe(true);
    expect(data.get('DownloadURL')).toBe(`application/pdf:Report fdp.exe:${location.origin}/blobs/a/b?name=x`);
    expect(data.get('text/plain')).toBe('Report fdp.exe');
  });

  test('CHAT-UI-146 on the desktop by the system, and not by the page', () => {
    const dragged: FileReference[] = [];
    const { data, drag } = setup('/blobs/a/b', ({ workspace }) => {
      Object.assign(workspace, {
        dragFile: (file: FileReference) => {
          dragged.push(file);
          return Promise.resolve(ok());
        },
      });
    });
    expect(drag()).toBe(false);
    expect([dragged, data.size]).toEqual([[FILE], 0]);
  });

  test('CHAT-UI-146 not while it is slid in, and not before it is here', () => {
    const { data, drag } = setup('/blobs/a/b');
    expect(drag('slider')).toBe(false);
    expect(data.size).toBe(0);
  });

  test('CHAT-UI-146 not before it is here', () => {
    setup(null);
    expect(screen.getByTestId('card').hasAttribute('draggable')).toBe(false);
  });

  test('CHAT-UI-146 each picture of an album as itself, once it is here', () => {
    const photos = ['sea', 'hill', 'late'].map((name) => photoOf(name));
    renderWithMedia(<AlbumMessage messages={photos.map(messageOf)} isReachable />, {
      prepare: ({ workspace }) => {
        const { files } = workspace.controls;
        for (const { blob, size, name } of photos.slice(0, 2)) {
          files.setState(blob, { state: 'here', held: size, size, sources: 0 });
          files.urls.set(blob, `/blobs/${name}`);
        }
      },
    });
    const tiles = [...document.querySelectorAll<HTMLElement>('[data-part]')];
    expect(tiles.map((tile) => tile.getAttribute('draggable'))).toEqual(['true', 'true', null]);
    const names = tiles.slice(0, 2).map((tile) => {
      const data = new Map<string, string>();
      const dataTransfer = { setData: (type: string, value: string) => data.set(type, value), effectAllowed: 'none' };
      fireEvent.pointerDown(tile);
      expect(fireEvent.dragStart(tile, { dataTransfer })).toBe(true);
      return data.get('DownloadURL')?.split(':').slice(0, 2).join(' ');
    });
    expect(names).toEqual(['image/webp sea.webp', 'image/webp hill.webp']);
  });
});

function photoOf(name: string): FileReference {
  const picture = { width: 400, height: 300, blur: '', thumbnail: null };
  return { blob: fakeBlobId(name), size: 9, name: `${name}.webp`, mime: 'image/webp', picture };
}

function messageOf(file: FileReference): Message {
  const body = { kind: 'file' as const, file, caption: '' };
  const author = fakeAccountId('ada');
  return { id: fakeEventId(file.name), at: 1, own: false, author, body, state: 'received', error: null };
}
