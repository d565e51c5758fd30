// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { type ReactNode, useEffect, useRef } from 'react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PROGRAM_WIDTH, ResizeHandle } from '../../../../src/renderer/shell/ResizeHandle.tsx';

const { name, property, usual } = PROGRAM_WIDTH;

/** Measures its pane when it was drawn, as what places a program does; its effects come before those of the handle. */
function Measuring({ onMeasured }: { readonly onMeasured: (width: string) => void }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    onMeasured(place.current?.parentElement?.style.getPropertyValue(property) ?? '');
  }, [onMeasured]);
  return <div ref={place} />;
}

function show(onMeasured: (width: string) => void = () => undefined) {
  render(
    <div>
      <Measuring onMeasured={onMeasured} />
      <ResizeHandle {...PROGRAM_WIDTH} label="Width" />
    </div>,
  );
  return screen.getByRole('separator', { name: 'Width' });
}

beforeEach(() => localStorage.clear());
afterEach(cleanup);

describe('the width of a pane', () => {
  test('DSK-6 is set before anything measures the pane', () => {
    localStorage.setItem(name, '31');
    const measured: string[] = [];
    show((width) => measured.push(width));
    expect(measured).toEqual(['31rem']);
  });

  test('DSK-6 is kept when the person changes it, and not by being shown', () => {
    const handle = show();
    expect(localStorage.getItem(name)).toBeNull();
    fireEvent.keyDown(handle, { key: 'ArrowLeft' });
    expect(localStorage.getItem(name)).toBe(String(usual + 1));
    expect(handle.parentElement?.style.getPropertyValue(property)).toBe(`${usual + 1}rem`);
    fireEvent.doubleClick(handle);
    expect(localStorage.getItem(name)).toBe(String(usual));
  });
});
