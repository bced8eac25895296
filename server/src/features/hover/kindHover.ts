import { locate } from '../../base/place';
import { relativePath } from '../../base/uris';
import type { Kind } from '../../model/kinds/kind';
import type { Project } from '../../model/project/project';
import { enumerate, escapeMarkdown, heading, list, paragraphs } from './markdown';
import { serverText } from './serverText';

/** What a kind is, where it comes from, what it has, and which rules watch it. */
export function kindHover(project: Project, name: string): string {
  const kind = project.kinds.get(name);
  if (!kind) {
    const why = project.schemasComplete
      ? 'Neither the server nor a schema file has a kind of this name.'
      : 'The schema files that are known do not declare it; it may come from elsewhere.';
    return paragraphs(heading(name, 'kind'), why);
  }
  const rules = project.triggers.rules.filter((rule) => rule.nodeKind?.value === name);
  const heirs = kind.isGeneric ? project.kinds.heirs(name).map((heir) => heir.kind) : [];
  return paragraphs(
    heading(name, kind.isGeneric ? 'generic' : 'node'),
    [kind.label, kind.description]
      .filter(Boolean)
      .map((text) => escapeMarkdown(text ?? ''))
      .join(': '),
    [originText(project, kind), inheritText(kind), branchText(kind)].filter(Boolean).join(' '),
    heirs.length > 0 ? `Nodes that inherit from it: ${enumerate(heirs)}.` : undefined,
    kind.attributes.size > 0 ? `Attributes: ${enumerate([...kind.attributes.keys()])}.` : undefined,
    kind.relationships.size > 0 ? `Relationships: ${enumerate([...kind.relationships.keys()])}.` : undefined,
    list(
      'Watched by:',
      rules.map((rule) => escapeMarkdown(rule.name?.value ?? '?')),
    ),
  );
}

function originText(project: Project, kind: Kind): string {
  switch (kind.origin) {
    case 'core':
      return `A kind of Infrahub itself, as version ${project.targetVersion.version} has it.`;
    case 'server':
      return `No schema file of this repository declares it. ${serverText(project.server, true, true)}`;
    case 'derived':
      return 'Made by the server.';
    case 'schema': {
      const uri = kind.declaredAt && locate(kind.declaredAt).uri;
      const path = uri && relativePath(project.root, uri);
      return path ? `Declared in ${escapeMarkdown(path)}.` : '';
    }
  }
}

function inheritText({ inheritFrom }: Kind): string {
  return inheritFrom.length > 0 ? `Inherits from ${enumerate(inheritFrom)}.` : '';
}

function branchText({ branch }: Kind): string {
  return branch === 'aware' ? '' : `Branch support: ${branch}.`;
}
