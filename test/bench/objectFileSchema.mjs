// A JSON schema of trigger files as a user of yaml-language-server would write it: the kinds, keys and choices.
const text = { type: 'string' };
const items = (kind, properties, required) => ({
  if: { properties: { kind: { const: kind } } },
  then: {
    properties: {
      data: { type: 'array', items: { type: 'object', properties, required, additionalProperties: false } },
    },
  },
});

export const objectFileSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  required: ['kind', 'spec'],
  properties: {
    apiVersion: { const: 'infrahub.app/v1' },
    kind: { enum: ['Object', 'Menu'] },
    spec: {
      type: 'object',
      required: ['kind'],
      properties: { kind: text, data: { type: 'array', items: { type: 'object' } } },
      allOf: [
        items('CoreGeneratorAction', { name: text, description: text, generator: text }, ['name', 'generator']),
        items(
          'CoreNodeTriggerRule',
          {
            name: text,
            description: text,
            active: { type: 'boolean' },
            branch_scope: { enum: ['all_branches', 'default_branch', 'other_branches'] },
            node_kind: text,
            mutation_action: { enum: ['created', 'updated'] },
            action: text,
            matches: {
              type: 'object',
              required: ['kind', 'data'],
              properties: {
                kind: { enum: ['CoreNodeTriggerAttributeMatch', 'CoreNodeTriggerRelationshipMatch'] },
                data: {
                  type: 'array',
                  items: {
                    type: 'object',
                    properties: {
                      attribute_name: text,
                      value: text,
                      value_previous: text,
                      value_match: { enum: ['value', 'value_previous', 'value_full', 'any'] },
                    },
                  },
                },
              },
            },
          },
          ['name', 'node_kind', 'mutation_action', 'action'],
        ),
      ],
    },
  },
};
