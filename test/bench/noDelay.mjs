// Preloaded into yaml-language-server: takes its own 200 ms wait before a validation away, so that work is compared with work.
import { registerHooks } from 'node:module';

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!url.endsWith('/yamlSettings.js')) return loaded;
    return {
      ...loaded,
      source: Buffer.from(loaded.source).toString().replace('validationDelayMs = 200', 'validationDelayMs = 0'),
    };
  },
});
