import { startLanguageServer } from './languageServer';

startLanguageServer();
