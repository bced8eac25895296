import type { TextRange } from '../base/textRange';
import { countingSections } from '../model/config/configFile';
import { resolved } from '../syntax/yaml/access';
import { pathInMapping } from './config/values';
import { defineRule } from './rule';
import type { Edit } from '../edits/edit';
import { scalarText } from '../edits/yamlText';

export const rule = defineRule({
  id: 'config-path-as-mapping',
  catalogue: 'CFG06',
  title: 'An item of schemas, objects or menus is a mapping instead of a path',
  severity: 'error',
  recommended: true,
  evidence: 'file',
  docs: `\`schemas\`, \`objects\` and \`menus\` are lists of plain paths. The form

\`\`\`yaml
objects:
  - file_path: objects/triggers.yml
\`\`\`

is printed in a published guide, but Infrahub refuses the whole file because of it: \`objects/0 | Input is not a valid
path\` (facts 3). Write \`- objects/triggers.yml\`. The fix rewrites every such item of the section.`,
  appliesTo: 'config',
  check(config, { project, report }) {
    for (const section of countingSections(config)) {
      const known = project.configModel.rootKeys.find((each) => each.key === section.field.key);
      if (known?.element !== 'path') continue;
      const plainPaths = (): Edit[] =>
        section.items.flatMap((item): Edit[] => {
          const map = resolved(item);
          const path = map?.type === 'map' ? pathInMapping(map) : undefined;
          if (!item || path === undefined || hasComment(config.chunk.text, item.range)) return [];
          const flow = map?.type === 'map' && map.flow;
          return [{ at: { part: config.chunk, range: item.range }, newText: scalarText(path, 'plain', flow) }];
        });
      for (const item of section.items) {
        const map = resolved(item);
        if (!item || map?.type !== 'map') continue;
        const path = pathInMapping(map);
        report({
          at: { part: config.chunk, range: item.range },
          message:
            `Infrahub refuses the whole file: an item of ${known.key} must be a plain path` +
            (path === undefined ? ', not a mapping.' : `. Write '- ${path}' without a key.`),
          fixes: () => {
            const edits = plainPaths();
            if (edits.length === 0) return [];
            const title = edits.length === 1 ? 'Write it as a plain path' : `Write all ${edits.length} as plain paths`;
            return [{ title, safe: false, edits }];
          },
        });
      }
    }
  },
});

/** What stands in a comment inside would be lost. */
function hasComment(text: string, { start, end }: TextRange): boolean {
  return /\s#.*\n/.test(text.slice(start, end).trimEnd());
}
