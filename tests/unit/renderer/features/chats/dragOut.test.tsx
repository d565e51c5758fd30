// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { ReactNode } from 'react';
import type { FileReference } from '@domain/chat/file.ts';
import { ok } from '@shared/result.ts';
import { useDragOut } from '../../../../../src/renderer/features/chats/files/useDragOut.ts';
import { fakeBlobId } from '../../../../support/web/fakeIds.ts';
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
});
