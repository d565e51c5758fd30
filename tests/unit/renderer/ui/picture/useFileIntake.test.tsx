// @vitest-environment happy-dom
import { cleanup, createEvent, fireEvent, render } from '@testing-library/react';
import { type ReactNode, useLayoutEffect } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { useFileDrop } from '../../../../../src/renderer/ui/picture/useFileDrop.ts';
import { useFileIntake } from '../../../../../src/renderer/ui/picture/useFileIntake.ts';

const picture = new File(['x'], 'cat.png', { type: 'image/png' });

/** A picture is pasted in the middle of a drawing. */
const paste = () =>
  document.body.dispatchEvent(
    createEvent.paste(document.body, { clipboardData: { files: [picture], getData: () => '' } }),
  );

interface Shown {
  readonly disabled: boolean;
  readonly onTaken: (what: string) => void;
  /** Runs with the drawing, before any effect that waits for the paint. */
  readonly onDrawn: () => void;
}

function Intake({ disabled, onTaken, onDrawn }: Shown): ReactNode {
  const { handlers } = useFileIntake({ onFile: ({ name }) => onTaken(name), onText: onTaken, disabled });
  // Effects run in the order they are written in, so that this one sees what the hook has set.
  useLayoutEffect(onDrawn);
  return <div role="presentation" data-testid="zone" {...handlers} />;
}

function Files({ disabled, onTaken, onDrawn }: Shown): ReactNode {
  const { handlers } = useFileDrop({
    onFiles: (files) => onTaken(files.map(({ name }) => name).join(' ')),
    isDisabled: disabled,
  });
  useLayoutEffect(onDrawn);
  return <div role="presentation" data-testid="zone" {...handlers} />;
}

afterEach(cleanup);

describe('what is dropped and pasted', () => {
  it.each([
    ['of one file or text', Intake],
    ['of files', Files],
  ])('%s is taken from the moment it is seen that it can be', (_of, Taking) => {
    const taken: string[] = [];
    const onTaken = (what: string) => taken.push(what);
    const nothing = () => undefined;
    const { rerender } = render(<Taking disabled onTaken={onTaken} onDrawn={nothing} />);
    paste();
    expect(taken).toEqual([]);
    let isPasted = false;
    const onDrawn = () => {
      if (isPasted) return;
      isPasted = true;
      paste();
    };
    rerender(<Taking disabled={false} onTaken={onTaken} onDrawn={onDrawn} />);
    expect(taken).toEqual(['cat.png']);
  });

  it('of text is dropped the moment it is seen that it can be, and not while it can not', () => {
    const taken: string[] = [];
    const drop = (text: string) =>
      fireEvent.drop(document.querySelector('[data-testid="zone"]') ?? document.body, {
        dataTransfer: { files: [], getData: () => text },
      });
    const { rerender } = render(
      <Intake disabled onTaken={(what) => taken.push(what)} onDrawn={() => void drop('while it can not')} />,
    );
    rerender(<Intake disabled={false} onTaken={(what) => taken.push(what)} onDrawn={() => void drop(' now ')} />);
    expect(taken).toEqual(['now']);
  });
});
