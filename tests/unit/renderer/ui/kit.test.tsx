// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';
import { Checkbox, Switch } from '@ui/controls/Switch.tsx';
import { TextArea, TextField } from '@ui/controls/TextField.tsx';
import { LongText } from '@ui/display/LongText.tsx';
import { ToastProvider, useToast } from '@ui/feedback/Toasts.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { ConfirmDialog } from '@ui/overlays/ConfirmDialog.tsx';
import { ContextMenu } from '@ui/overlays/ContextMenu.tsx';
import { LinkConfirmDialog } from '@ui/overlays/LinkConfirmDialog.tsx';
import { MenuButton } from '@ui/overlays/MenuButton.tsx';
import { Tabs } from '@ui/overlays/Tabs.tsx';
import { TooltipHost } from '@ui/overlays/TooltipHost.tsx';
import '../../../support/web/waiting.ts';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('controls', () => {
  test('UI-10 a pending button says so, keeps its place in Tab and does nothing', () => {
    let presses = 0;
    const { rerender } = render(<Button onClick={() => (presses += 1)}>Go</Button>);
    fireEvent.click(screen.getByRole('button'));
    rerender(
      <Button pending onClick={() => (presses += 1)}>
        Go
      </Button>,
    );
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Go' });
    fireEvent.click(button);
    expect([presses, button.disabled, button.getAttribute('aria-busy')]).toEqual([1, false, 'true']);
  });

  test('UI-11 a field ties label, description and error to its input', () => {
    render(
      <TextField label="Name" description="As others see it" error="Too long" value="x" onChange={() => undefined} />,
    );
    const input = screen.getByLabelText('Name');
    const described = (input.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent);
    expect(described).toEqual(['As others see it', 'Too long']);
    expect(input.getAttribute('aria-invalid')).toBe('true');
  });

  test('UI-12 an empty field has the direction of the app, a filled one that of its words', () => {
    const { rerender } = render(<TextField label="Name" value="" onChange={() => undefined} />);
    expect(screen.getByLabelText('Name').getAttribute('dir')).toBeNull();
    rerender(<TextField label="Name" value="يوسف" onChange={() => undefined} />);
    expect(screen.getByLabelText('Name').getAttribute('dir')).toBe('auto');
  });

  test('UI-14 radios, check boxes and text areas are named and give back what was chosen', () => {
    const heard: unknown[] = [];
    render(
      <>
        <RadioGroup
          label="Who"
          value="all"
          options={[
            { value: 'all', label: 'Everyone' },
            { value: 'some', label: 'Contacts', description: 'Those you accepted' },
          ]}
          onChange={(value) => heard.push(value)}
        />
        <Checkbox label="I wrote them down" checked={false} onChange={(value) => heard.push(value)} />
        <TextArea label="Words" value="" onChange={(value) => heard.push(value)} />
      </>,
    );
    expect(screen.getByRole('group', { name: 'Who' })).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: /Contacts/ }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'I wrote them down' }));
    fireEvent.change(screen.getByRole('textbox', { name: 'Words' }), { target: { value: 'legal winner' } });
    expect(heard).toEqual(['some', true, 'legal winner']);
  });

  test('UI-13 switch and select give back values of their own type', () => {
    const heard: unknown[] = [];
    render(
      <>
        <Switch label="Read receipts" checked onChange={(value) => heard.push(value)} />
        <Select
          label="Theme"
          value="light"
          options={[
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
          onChange={(value) => heard.push(value)}
        />
      </>,
    );
    fireEvent.click(screen.getByRole('switch', { name: 'Read receipts' }));
    fireEvent.change(screen.getByLabelText('Theme'), { target: { value: 'dark' } });
    expect(heard).toEqual([false, 'dark']);
  });
});

describe('overlays', () => {
  test('UI-20 Esc gives the safe answer to a question before something final; only the button gives the other', async () => {
    const answers: string[] = [];
    render(
      <ConfirmDialog
        isOpen
        title="Delete?"
        confirmLabel="Delete"
        cancelLabel="Keep"
        onConfirm={() => answers.push('delete')}
        onCancel={() => answers.push('keep')}
      >
        Gone for good.
      </ConfirmDialog>,
    );
    const dialog = await screen.findByRole('alertdialog', { name: 'Delete?' });
    fireEvent.keyDown(dialog, { key: 'Escape' });
    expect(answers).toEqual(['keep']);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Delete' }));
    expect(answers).toEqual(['keep', 'delete']);
  });

  test.each([
    ['https://раураl.com/login', 'xn--l-7sba6dbr.com'],
    ['https://example.org:8443/a', 'example.org:8443'],
    ['mailto:ada@example.com?subject=x', 'ada@example.com'],
  ])('UI-21 a link is named by where it truly leads: %s', async (url, destination) => {
    const labels = { title: 'Open?', description: '', openLabel: 'Open', cancelLabel: 'No', lookAlike: 'Look twice' };
    render(<LinkConfirmDialog url={url} {...labels} onOpen={() => undefined} onCancel={() => undefined} />);
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText(destination)).toBeTruthy();
    expect(within(dialog).queryAllByText('Look twice')).toHaveLength(destination.startsWith('xn--') ? 1 : 0);
  });

  test('UI-22 a menu opens by arrow down, acts once and gives the focus back', async () => {
    const acts: string[] = [];
    render(<MenuButton label="More" items={[{ id: 'a', label: 'Copy', onAction: () => acts.push('copy') }]} />);
    const button = screen.getByRole('button', { name: 'More' });
    act(() => button.focus());
    fireEvent.keyDown(button, { key: 'ArrowDown' });
    const item = await screen.findByRole('menuitem', { name: 'Copy' });
    fireEvent.click(item);
    expect(acts).toEqual(['copy']);
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(button));
  });

  test('UI-25 a right click opens the menu of what is under it', async () => {
    const acts: string[] = [];
    render(
      <ContextMenu label="Row" items={() => [{ id: 'x', label: 'Remove', onAction: () => acts.push('removed') }]}>
        <span>row</span>
      </ContextMenu>,
    );
    fireEvent.contextMenu(screen.getByText('row'), { clientX: 20, clientY: 30 });
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Remove' }));
    expect(acts).toEqual(['removed']);
  });

  test('UI-23 tabs show one panel and say which', () => {
    function Demo() {
      const [tab, setTab] = useState<'one' | 'two'>('one');
      const tabs = [
        { id: 'one', label: 'One', content: 'first' },
        { id: 'two', label: 'Two', content: 'second' },
      ] as const;
      return <Tabs label="Both" selected={tab} onChange={setTab} tabs={tabs} />;
    }
    render(<Demo />);
    fireEvent.click(screen.getByRole('tab', { name: 'Two' }));
    expect(screen.getByRole('tabpanel').textContent).toBe('second');
    expect(screen.getByRole('tab', { selected: true }).textContent).toBe('Two');
  });

  test('UI-24 a tooltip shows after a moment, hides on Esc, and is not read out twice', () => {
    vi.useFakeTimers();
    render(
      <>
        <IconButton label="Send" icon={null} />
        <TooltipHost />
      </>,
    );
    fireEvent.pointerOver(screen.getByRole('button', { name: 'Send' }));
    expect(screen.queryByText('Send')).toBeNull();
    act(() => void vi.advanceTimersByTime(600));
    expect(screen.getByText('Send').getAttribute('aria-hidden')).toBe('true');
    fireEvent.keyDown(document, { key: 'Escape' });
    expect(screen.queryByText('Send')).toBeNull();
  });
});

describe('toasts', () => {
  function Demo({ onUndo }: { readonly onUndo: () => void }) {
    const toast = useToast();
    return (
      <Button onClick={() => toast({ text: 'Deleted', action: { label: 'Undo', onAction: onUndo } })}>Delete</Button>
    );
  }

  function show(onUndo: () => void = () => undefined) {
    vi.useFakeTimers();
    render(
      <ToastProvider regionLabel="Notices" dismissLabel="Dismiss">
        <Demo onUndo={onUndo} />
      </ToastProvider>,
    );
    fireEvent.click(screen.getByRole('button', { name: 'Delete' }));
  }

  test('UI-30 a toast goes by itself, but not while it has the focus', () => {
    show();
    fireEvent.focus(screen.getByRole('button', { name: 'Undo' }));
    act(() => void vi.advanceTimersByTime(20_000));
    expect(screen.getByText('Deleted')).toBeTruthy();
    fireEvent.blur(screen.getByRole('button', { name: 'Undo' }));
    act(() => void vi.advanceTimersByTime(6000));
    expect(screen.queryByText('Deleted')).toBeNull();
  });

  test('UI-32 at most three stand at once, and the same words count up instead of standing twice', () => {
    vi.useFakeTimers();
    let toast: ReturnType<typeof useToast> = () => undefined;
    function Words() {
      toast = useToast();
      return null;
    }
    render(
      <ToastProvider regionLabel="Notices" dismissLabel="Dismiss">
        <Words />
      </ToastProvider>,
    );
    const say = (text: string) => act(() => toast({ text }));
    say('one');
    say('one');
    expect(screen.getByRole('status').textContent).toBe('one×2');
    act(() => void vi.advanceTimersByTime(5000));
    say('one');
    act(() => void vi.advanceTimersByTime(5000));
    expect(screen.getByRole('status').textContent).toBe('one×3');
    for (const text of ['two', 'three', 'four']) say(text);
    expect(screen.getByRole('status').textContent).toBe('twothreefour');
    act(() => toast({ text: 'gone', action: { label: 'Undo', onAction: () => undefined } }));
    act(() => toast({ text: 'gone', action: { label: 'Undo', onAction: () => undefined } }));
    expect(screen.getAllByRole('button', { name: 'Undo' })).toHaveLength(2);
  });

  test('UI-33 all wait while one is hovered, and Escape takes one away and gives the focus back', () => {
    show();
    fireEvent.click(screen.getByRole('button', { name: 'Delete' }));
    fireEvent.pointerEnter(screen.getByRole('status'));
    act(() => void vi.advanceTimersByTime(20_000));
    expect(screen.getAllByText('Deleted')).toHaveLength(2);
    fireEvent.pointerLeave(screen.getByRole('status'));
    const deleting = screen.getByRole('button', { name: 'Delete' });
    deleting.focus();
    const [first, second] = screen.getAllByRole('button', { name: 'Undo' });
    first?.focus();
    fireEvent.keyDown(first ?? document.body, { key: 'Escape' });
    expect(screen.getAllByText('Deleted')).toHaveLength(1);
    expect(screen.getByRole('status').contains(document.activeElement)).toBe(true);
    fireEvent.keyDown(second ?? document.body, { key: 'Escape' });
    expect(screen.queryByText('Deleted')).toBeNull();
    expect(document.activeElement).toBe(deleting);
  });

  test('UI-31 undo acts once and takes the toast away', () => {
    let undone = 0;
    show(() => (undone += 1));
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(undone).toBe(1);
    expect(screen.queryByText('Deleted')).toBeNull();
  });
});

describe('long text', () => {
  test('UI-34 many words are cut until they are asked for, few are not', () => {
    const many = Array.from({ length: 12 }, (_, place) => `Line ${place}`).join('\n');
    const { rerender } = render(<LongText text={many} moreLabel="Show all" lessLabel="Show less" />);
    const isCut = () => screen.getByText(/Line 0/).dataset['cut'] !== undefined;
    expect(isCut()).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'Show all', expanded: false }));
    expect(isCut()).toBe(false);
    fireEvent.click(screen.getByRole('button', { name: 'Show less', expanded: true }));
    expect(isCut()).toBe(true);
    rerender(<LongText text="Line 0" moreLabel="Show all" lessLabel="Show less" />);
    expect(isCut()).toBe(false);
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('live queries', () => {
  test('UI-40 a query goes from loading to ready to failed and is left with the component', () => {
    type State = Parameters<Parameters<Parameters<typeof useQuery<number>>[0]['subscribe']>[0]>[0];
    let tell: (state: State) => void = () => undefined;
    let isFollowed = false;
    const query = {
      subscribe: (listener: (state: State) => void) => {
        tell = listener;
        isFollowed = true;
        return () => {
          isFollowed = false;
        };
      },
    };
    function Demo() {
      const state = useQuery(query);
      return <output>{state.status === 'ready' ? state.value : state.status}</output>;
    }
    const { unmount } = render(<Demo />);
    const shown = () => screen.getByRole('status').textContent;
    expect(shown()).toBe('loading');
    act(() => tell({ status: 'ready', value: 7 }));
    expect(shown()).toBe('7');
    act(() => tell({ status: 'failed', error: { code: 'x', message: 'y' } }));
    expect(shown()).toBe('failed');
    unmount();
    expect(isFollowed).toBe(false);
  });
});
