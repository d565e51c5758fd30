export { AddContactDialog, type AddContactDialogProps } from './add/AddContactDialog.tsx';
export { InviteLinkHandler, type InviteLinkHandlerProps } from './add/InviteLinkHandler.tsx';
export { ContactsContent, type ContactsContentProps } from './ContactsContent.tsx';
export { ContactsList, type ContactsListProps } from './list/ContactsList.tsx';
export { RequestRows } from './list/RequestRows.tsx';
export { RequestsBadge } from './list/RequestsBadge.tsx';
