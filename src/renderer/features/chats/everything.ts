export { Everything } from './exporting/all/Everything.tsx';
