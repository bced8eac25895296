import { pythonPlace } from './cascade/steps';
import { methodCallsIn } from './python/callsIn';
import { replacement } from './python/fixes';
import { typedFunctions } from './python/sdkTypes';
import { hasSelf } from './python/selfIn';
import { defineRule } from './rule';

export const rule = defineRule({
  id: 'untracked-client',
  catalogue: 'GEN06',
  title: 'A generator creates objects with a client of its own',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `Only the generator's own client tracks what it saves. Objects of another client, a clone or an
\`InfrahubClientSync\` belong to no tracking group, not even when they are saved with \`update_group_context=True\`
(recorded from SDK 1.23.2), so nothing deletes them when later runs no longer make them. A sync client also holds up
everything else the worker does. \`self.client\` and \`self._init_client\` are the same client while \`generate\` runs
(recorded).

Silent for clients that start tracking themselves and for those that are handed over.`,
  appliesTo: 'generatorClass',
  check({ code }, { project, report }) {
    for (const { path, scope, typeOf } of typedFunctions(project, code)) {
      for (const expression of methodCallsIn(scope)) {
        const { object, name } = expression.callee;
        const client = name === 'create' ? typeOf(object) : undefined;
        if (client?.is !== 'client' || client.tracked) continue;
        const text = project.fileAt(path)?.text ?? '';
        const written = text.slice(object.span.start, object.span.end);
        const title = 'Create with self.client';
        report({
          at: pythonPlace(project, path, expression.callee.nameSpan),
          message:
            `${written} is not the generator's own client, so this object is not tracked: nothing deletes it when a ` +
            'later run no longer makes it. Use self.client.',
          fixes: () =>
            client.sync || !hasSelf(scope)
              ? []
              : [replacement(project, { title, path, range: object.span, newText: 'self.client' })],
        });
      }
    }
  },
});
