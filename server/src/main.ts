import { join } from 'node:path';
import { setEngineFlags } from './engineFlags';
import type * as LanguageServer from './languageServer';
import { loadBundle } from './loadBundle';

setEngineFlags();
const { exports, keepCompiled } = loadBundle<typeof LanguageServer>(join(__dirname, 'languageServer.js'), process);
exports.startLanguageServer(keepCompiled);
