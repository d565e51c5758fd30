// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { ContactsContent, ContactsList, RequestsBadge } from '../../../../../src/renderer/features/contacts/index.ts';
import { fakeAccountId, fakeSpaceId } from '../../../../support/web/fakeIds.ts';
import { renderWithMedia, type MediaScreenOptions } from '../../../../support/web/renderWithMedia.tsx';

const leila = fakeAccountId('leila');
const nothing = () => undefined;

const showList = (options: MediaScreenOptions = {}) =>
  renderWithMedia(<ContactsList selected={null} onAddContact={nothing} />, options);
const showPage = (person: string, options: MediaScreenOptions = {}) => {
  const onOpenChat = vi.fn<(space: string) => void>();
  const shown = renderWithMedia(
    <ContactsContent
      selected={fakeAccountId(person)}
      onOpenChat={onOpenChat}
      onAddContact={nothing}
      onNewGroup={nothing}
    />,
    options,
  );
  const contact = () =>
    shown.application.workspace.controls.store.state.contacts.find((one) => one.account === fakeAccountId(person));
  return { ...shown, onOpenChat, contact };
};
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));

describe('the way to the wallet', () => {
  it('WAL-UI-4 leads from a contact to what each promised the other, and from nobody else', async () => {
    const { unmount } = showPage('leila');
    const row = await screen.findByText('What each of you promised the other');
    expect(row).toBeTruthy();
    await press('Open promises');
    expect(window.location.hash).toBe(`#/wallet/person/${leila}`);
    unmount();
    window.location.hash = '';
    showPage('noor');
    await screen.findByRole('article');
    expect(screen.queryByText('What each of you promised the other')).toBeNull();
  });
});

describe('the list of contacts', () => {
  it('has requests on top, marks who waits and who is blocked', async () => {
    showList();
    const requests = await screen.findByRole('region', { name: 'Wants to be your contact' });
    expect(within(requests).getByRole('link', { name: /Priya Raman/ })).toBeTruthy();
    expect(screen.getByRole('link', { name: /Noor.*Waiting for an answer/ })).toBeTruthy();
    expect(screen.getByRole('link', { name: /Free Gifts.*Blocked/ })).toBeTruthy();
    expect(screen.getByRole('link', { name: /Leila Haddad.*Verified.*Online/ }).getAttribute('href')).toBe(
      `#/contacts/${leila}`,
    );
  });

  it('narrows by search and by tag, and says so when nobody is left', async () => {
    showList();
    fireEvent.click(await screen.findByRole('button', { name: 'Beirut' }));
    await waitFor(() => expect(screen.getAllByRole('link')).toHaveLength(1));
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'zzz' } });
    expect(await screen.findByText(/No contact matches “.*zzz.*”/)).toBeTruthy();
  });

  it('moves between rows with the arrow keys', async () => {
    showList();
    await screen.findByRole('link', { name: /Ada/ });
    fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'ArrowDown' });
    expect(document.activeElement?.textContent).toContain('Priya');
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'ArrowDown' });
    expect(document.activeElement?.textContent).toContain('Ada');
  });

  it('invites to add someone where there is nobody', async () => {
    const onAdd = vi.fn<() => void>();
    renderWithMedia(<ContactsList selected={null} onAddContact={onAdd} />, { hasDemo: false });
    await screen.findByText('Nobody here yet');
    const buttons = await screen.findAllByRole('button', { name: 'Add someone' });
    for (const button of buttons) fireEvent.click(button);
    expect(onAdd).toHaveBeenCalledTimes(2);
  });

  it('counts requests for the rail and shows nothing when there are none', async () => {
    const { application } = renderWithMedia(<RequestsBadge />);
    expect(await screen.findByText('1 person asks to be your contact')).toBeTruthy();
    application.workspace.controls.store.change((state) => (state.requests = []));
    await waitFor(() => expect(screen.queryByText(/asks to be your contact/)).toBeNull());
  });

  it('speaks Arabic with its plural forms', async () => {
    renderWithMedia(<RequestsBadge />, { locale: 'ar' });
    expect(await screen.findByText('شخص واحد يطلب الانضمام إلى جهات اتصالك')).toBeTruthy();
  });
});

describe('the page of a contact', () => {
  it('leads to the chat', async () => {
    const { onOpenChat } = showPage('leila');
    await press('Message');
    expect(onOpenChat).toHaveBeenCalledWith(fakeSpaceId(leila));
  });

  it('keeps one’s own name for them and shows theirs beside it', async () => {
    const { contact } = showPage('leila');
    await press('Change your name for them');
    fireEvent.change(screen.getByRole('textbox', { name: 'Your name for them' }), { target: { value: 'Lulu' } });
    await press('Save');
    expect(await screen.findByRole('heading', { name: /Lulu/ })).toBeTruthy();
    expect(contact()?.remark).toBe('Lulu');
    expect(screen.getByText('Leila Haddad')).toBeTruthy();
  });

  it('adds and removes tags', async () => {
    const { contact } = showPage('leila');
    const field = await screen.findByRole('textbox', { name: 'Add a tag' });
    fireEvent.change(field, { target: { value: 'Chess' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(contact()?.tags).toEqual(['Work', 'Beirut', 'Chess']));
    await press(/Remove the tag .*Work/);
    await waitFor(() => expect(contact()?.tags).toEqual(['Beirut', 'Chess']));
  });

  it('shows the safety number and marks it as compared only when told so', async () => {
    const { contact } = showPage('tomas');
    await press('Compare');
    const digits = await screen.findByRole('list', { name: /12 groups/ });
    expect(within(digits).getAllByRole('listitem')).toHaveLength(12);
    expect(contact()?.verifiedAt).toBeNull();
    await press('They are the same');
    await waitFor(() => expect(contact()?.verifiedAt).not.toBeNull());
  });

  it('blocks only after the question was answered', async () => {
    const { contact } = showPage('leila');
    await press('Block');
    const dialog = await screen.findByRole('alertdialog');
    expect(contact()?.blocked).toBe(false);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Block' }));
    await waitFor(() => expect(contact()?.blocked).toBe(true));
    expect(await screen.findByRole('button', { name: 'Unblock' })).toBeTruthy();
  });

  it('deletes after saying what that does', async () => {
    const { contact } = showPage('leila');
    await press('Delete');
    const dialog = await screen.findByRole('alertdialog');
    expect(dialog.textContent).toContain('your whole chat disappear from Banyan on this device');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    expect(contact()).toBeDefined();
    await press('Delete');
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(contact()).toBeUndefined());
  });

  it('says in plain words when a change failed', async () => {
    const { application } = showPage('spam');
    await screen.findByRole('button', { name: 'Unblock' });
    application.workspace.controls.failNext('storage-full');
    await press('Unblock');
    expect(await screen.findByText(/The disk is full/)).toBeTruthy();
  });

  it('is empty words for someone who is not there', async () => {
    renderWithMedia(
      <ContactsContent selected="garbage" onOpenChat={nothing} onAddContact={nothing} onNewGroup={nothing} />,
    );
    expect(await screen.findByText('Nobody here')).toBeTruthy();
  });
});

describe('the page of a request', () => {
  const show = () => {
    const account = fakeAccountId('request priya');
    const shown = renderWithMedia(
      <ContactsContent selected={account} onOpenChat={nothing} onAddContact={nothing} onNewGroup={nothing} />,
    );
    return { ...shown, state: shown.application.workspace.controls.store.state };
  };

  it('shows name and safety number, and turns into the contact once accepted', async () => {
    const { state } = show();
    expect(await screen.findByRole('heading', { name: /Priya Raman wants to be your contact/ })).toBeTruthy();
    expect(screen.getByRole('list', { name: /12 groups/ })).toBeTruthy();
    await press('Accept');
    expect(await screen.findByRole('button', { name: 'Message' })).toBeTruthy();
    expect(state.requests).toHaveLength(0);
  });

  it.each(['Decline', 'Block'])('%s takes the request away', async (answer) => {
    const { state } = show();
    await press(answer);
    await waitFor(() => expect(state.requests).toHaveLength(0));
    expect(state.contacts.some(({ name }) => name === 'Priya Raman')).toBe(false);
  });
});
