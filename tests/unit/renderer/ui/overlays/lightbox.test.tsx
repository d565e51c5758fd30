// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  LightboxSurface,
  type LightboxSurfaceProps,
} from '../../../../../src/renderer/ui/overlays/LightboxSurface.tsx';

const labels = {
  ...{ title: 'Photo from Ada', close: 'Close', previous: 'Earlier', next: 'Later', zoomIn: 'Nearer' },
  ...{ zoomOut: 'Farther', fit: 'Fit', turn: 'Turn', save: 'Save', place: '2 of 3', missing: 'Not here' },
};

function open(change: Partial<LightboxSurfaceProps> = {}) {
  const asked: string[] = [];
  const props: LightboxSurfaceProps = {
    ...{ labels, placeholder: null, caption: '', acts: [] },
    picture: { url: '/one', width: 1600, height: 1000, alt: 'Photo' },
    onPrevious: () => asked.push('previous'),
    onNext: () => asked.push('next'),
    onSave: () => asked.push('save'),
    onClose: () => asked.push('close'),
    ...change,
  };
  const rendered = render(<LightboxSurface {...props} />);
  const viewer = within(screen.getByRole('dialog', { name: 'Photo from Ada' }));
  const image = () => viewer.getByRole('img', { name: 'Photo' });
  const stage = () => image().parentElement ?? document.body;
  return {
    asked,
    viewer,
    image,
    stage,
    show: (next: Partial<LightboxSurfaceProps>) => rendered.rerender(<LightboxSurface {...props} {...next} />),
  };
}

/** A finger or a mouse at a place, from the corner of the stage. */
const at = (pointerId: number, clientX: number, clientY: number) => ({ pointerId, clientX, clientY, button: 0 });

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 800, 500));
  vi.spyOn(Element.prototype, 'setPointerCapture').mockImplementation(() => undefined);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('a picture over the whole window', () => {
  test('CHAT-UI-180 a press goes near at the place that is pressed, and back; a drag is no press', () => {
    const { image, stage } = open();
    expect(image().style.transform).toContain('scale(1)');
    fireEvent.pointerDown(stage(), at(1, 400, 250));
    fireEvent.pointerUp(stage(), at(1, 400, 250));
    expect(image().style.transform).toBe('translate(0px, 0px) rotate(0deg) scale(2)');
    fireEvent.pointerDown(stage(), at(1, 400, 250));
    fireEvent.pointerMove(stage(), at(1, 430, 240));
    fireEvent.pointerUp(stage(), at(1, 430, 240));
    expect(image().style.transform).toBe('translate(30px, -10px) rotate(0deg) scale(2)');
    fireEvent.pointerDown(stage(), at(1, 100, 100));
    fireEvent.pointerUp(stage(), at(1, 100, 100));
    expect(image().style.transform).toBe('translate(0px, 0px) rotate(0deg) scale(1)');
  });

  test('CHAT-UI-180 two fingers apart bring it nearer, and neither of them is a press', () => {
    const { image, stage } = open();
    fireEvent.pointerDown(stage(), at(1, 350, 250));
    fireEvent.pointerDown(stage(), at(2, 450, 250));
    fireEvent.pointerMove(stage(), at(1, 250, 250));
    fireEvent.pointerMove(stage(), at(2, 550, 250));
    fireEvent.pointerUp(stage(), at(1, 250, 250));
    fireEvent.pointerUp(stage(), at(2, 550, 250));
    expect(Number(/scale\(([\d.]+)\)/.exec(image().style.transform)?.[1])).toBeCloseTo(3);
  });

  test('CHAT-UI-180 the wheel zooms and the page does not; another button than the first does nothing', () => {
    const { image, stage } = open();
    const wheel = new WheelEvent('wheel', {
      deltaY: -500,
      clientX: 400,
      clientY: 250,
      bubbles: true,
      cancelable: true,
    });
    fireEvent(stage(), wheel);
    expect(wheel.defaultPrevented).toBe(true);
    expect(Number(/scale\(([\d.]+)\)/.exec(image().style.transform)?.[1])).toBeCloseTo(Math.E);
    const before = image().style.transform;
    fireEvent.pointerDown(stage(), { ...at(1, 400, 250), button: 2 });
    fireEvent.pointerMove(stage(), at(1, 500, 250));
    fireEvent.pointerUp(stage(), { ...at(1, 500, 250), button: 2 });
    expect(image().style.transform).toBe(before);
  });

  test('CHAT-UI-180 another picture begins fitted; one that is turned stays so until then', () => {
    const { viewer, image, show } = open();
    fireEvent.click(viewer.getByRole('button', { name: 'Turn' }));
    fireEvent.click(viewer.getByRole('button', { name: 'Nearer' }));
    fireEvent.click(viewer.getByRole('button', { name: 'Fit' }));
    expect(image().style.transform).toBe('translate(0px, 0px) rotate(90deg) scale(1)');
    show({ picture: { url: '/two', width: 100, height: 100, alt: 'Photo' } });
    expect(image().style.transform).toBe('translate(0px, 0px) rotate(0deg) scale(1)');
    expect([image().style.inlineSize, image().style.blockSize]).toEqual(['100px', '100px']);
  });

  test('CHAT-UI-181 keys go on and close; what is not here is not zoomed, and says so', () => {
    const { asked, viewer } = open({ picture: { url: null, width: 4, height: 3, alt: '' }, onSave: null });
    const close = viewer.getByRole('button', { name: 'Close' });
    expect(document.activeElement).toBe(close);
    for (const key of ['ArrowLeft', 'PageDown', '+', '0']) fireEvent.keyDown(close, { key });
    expect(asked).toEqual(['previous', 'next']);
    expect(viewer.getByText('Not here')).toBeTruthy();
    expect(viewer.queryByRole('button', { name: 'Nearer' })).toBeNull();
    fireEvent.keyDown(close, { key: 'Escape' });
    expect(asked.at(-1)).toBe('close');
  });
});
