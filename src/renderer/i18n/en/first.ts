import common from './common.json' with { type: 'json' };
import errors from './errors.json' with { type: 'json' };
import shell from './shell.json' with { type: 'json' };
import chats from './chats.json' with { type: 'json' };
import files from './files.json' with { type: 'json' };

/** The sentences of what is shown first (I18N-8). */
export const first = {
  ...common,
  ...errors,
  ...shell,
  ...chats,
  ...files,
};
