export { PassPostDialog } from './forward/PassPostDialog.tsx';
