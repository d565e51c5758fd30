export { GroupContent, type GroupContentProps } from './GroupContent.tsx';
export { NewGroupDialog, type NewGroupDialogProps } from './new/NewGroupDialog.tsx';
