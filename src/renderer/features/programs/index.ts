export { ProgramsList } from './list/ProgramsList.tsx';
export { ProgramsContent } from './package/ProgramsContent.tsx';
export { ProgramPane } from './pane/ProgramPane.tsx';
export { ShareProgramDialog } from './share/ShareProgramDialog.tsx';
