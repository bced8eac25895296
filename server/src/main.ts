import { keepCompiledCode } from './keepCompiledCode';

keepCompiledCode(process);
// A bundle of its own, loaded when compiled code is kept.
void import('./languageServer').then(({ startLanguageServer }) => startLanguageServer());
