// JSON Schemas for what tmt and GitLab say about the documents that they read.

/**
 * tmt, `results.yaml` (https://tmt.readthedocs.io/en/stable/spec/results.html): no other value for a result, and a name
 * from the root.
 */
export const tmtResults = {
	type: 'array',
	items: {
		type: 'object',
		required: ['name', 'result'],
		additionalProperties: false,
		properties: {
			name: {type: 'string', pattern: '^/.*'},
			result: {enum: ['pass', 'fail', 'info', 'warn', 'error', 'skip', 'pending']},
			note: {type: 'array', items: {type: 'string'}},
			log: {type: 'array', items: {type: 'string'}},
			duration: {type: 'string', pattern: '^[0-9]{2,}:[0-5][0-9]:[0-5][0-9]$'},
		},
	},
};

/** GitLab, code quality report format (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format). */
export const codeQuality = {
	type: 'array',
	items: {
		type: 'object',
		required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
		additionalProperties: false,
		properties: {
			description: {type: 'string', minLength: 1},
			check_name: {type: 'string', minLength: 1},
			fingerprint: {type: 'string', minLength: 1},
			severity: {enum: ['info', 'minor', 'major', 'critical', 'blocker']},
			location: {
				type: 'object',
				required: ['path', 'lines'],
				properties: {
					path: {type: 'string', pattern: String.raw`^(?!\./|/)`},
					lines: {type: 'object', required: ['begin'], properties: {begin: {type: 'integer', minimum: 1}}},
				},
			},
		},
	},
};
