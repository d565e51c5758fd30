// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { useDialogMark } from '../../../../../src/renderer/ui/overlays/useDialogMark.ts';

afterEach(cleanup);

function Marked() {
  useDialogMark();
  return null;
}

const mark = () => document.documentElement.dataset['dialogs'];

test('the document is marked while a dialog is open, and with two until both are closed', () => {
  const { rerender } = render(<Marked />);
  expect(mark()).toBe('1');
  rerender(
    <>
      <Marked key="first" />
      <Marked key="second" />
    </>,
  );
  expect(mark()).toBe('2');
  rerender(<Marked />);
  expect(mark()).toBe('1');
  cleanup();
  expect(mark()).toBeUndefined();
});
