// Replaces upstream's repositories: turns the source package of an image into git repositories. They have upstream's
// submodules, a tag and commits on top. They lack the files that autotools and scripts generate.
import {execFileSync, spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {Readable} from 'node:stream';
import {ensureBuilder, type Project} from '../../harness/builds/builder.ts';
import {project as places} from '../../harness/model/checkout.ts';
import type {Making} from './making.ts';

// Submodules are folders of this machine. git refuses them by default.
const environment = {
	...process.env,
	GIT_CONFIG_COUNT: '3',
	GIT_CONFIG_KEY_0: 'protocol.file.allow',
	GIT_CONFIG_VALUE_0: 'always',
	GIT_CONFIG_KEY_1: 'user.name',
	GIT_CONFIG_VALUE_1: 'A',
	GIT_CONFIG_KEY_2: 'user.email',
	GIT_CONFIG_VALUE_2: 'a@example.org',
	// The commits are the same each time, so netlock finds their stored builds.
	GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
	GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
};

export const git = (cwd: string, ...words: string[]): string => {
	const {status, stdout, stderr} = spawnSync('git', words, {cwd, env: environment, encoding: 'utf8'});
	if (status !== 0) throw new Error(`git ${words.join(' ')} in ${cwd}: ${stderr}`);
	return stdout.trim();
};

export const commit = (repository: string, subject: string): void => {
	git(repository, 'add', '--all', '--force');
	git(repository, 'commit', '--quiet', '--allow-empty', '--message', subject);
};

/** The contents of .gitignore in crun and libocispec: files that autotools and the scripts of libocispec generate. */
const generated =
	/(?:^|\/)(?:Makefile\.in|configure|aclocal\.m4|config\.h\.in|\.tarball-.*|(?:compile|config\.guess|config\.sub|depcomp|install-sh|ltmain\.sh|missing|tap-driver\.sh|test-driver)|m4\/l(?:ib|t).*\.m4|src\/ocispec\/(?:basic_test|image_|runtime_spec).*)$/;

const removeGenerated = (folder: string, within = ''): void => {
	for (const entry of readdirSync(join(folder, within), {withFileTypes: true})) {
		const path = join(within, entry.name);
		if (entry.name === '.git' || generated.test(path)) rmSync(join(folder, path), {recursive: true, force: true});
		else if (entry.isDirectory()) removeGenerated(folder, path);
	}
};

/** A repository with a folder's content, and the repositories of its submodules below it. */
const repositoryOf = (folder: string, submodules: readonly string[], repositories: string): string => {
	const repository = join(repositories, basename(folder));
	const isBelow = (path: string): string[] => (path.includes('/') ? [path.slice(path.indexOf('/') + 1)] : []);
	const first = submodules.filter(path => !path.includes('/'));
	const inner = first.map(path => ({
		path,
		from: repositoryOf(
			join(folder, path),
			submodules.filter(each => each.startsWith(`${path}/`)).flatMap(isBelow),
			repositories,
		),
	}));
	cpSync(folder, repository, {recursive: true, verbatimSymlinks: true});
	for (const {path} of inner) rmSync(join(repository, path), {recursive: true});
	removeGenerated(repository);
	git(repository, 'init', '--quiet', '--initial-branch=main');
	for (const {path, from} of inner) git(repository, 'submodule', '--quiet', 'add', `../${basename(from)}`, path);
	commit(repository, 'import');
	return repository;
};

/** The repository to clone. `tag`: of the release. One commit is on top of it. */
export const upstream = async (
	{docker, image, work}: Making,
	project: Project,
	tag: string,
	submodules: readonly string[] = [],
): Promise<string> => {
	const {ref} = await ensureBuilder(docker, places.builders, image, project, () => {});
	const container = await docker.createContainer({Image: ref, Cmd: ['none']});
	const folder = join(work, 'sources', project);
	try {
		const archive = await container.getArchive({path: '/opt/netlock/source'});
		mkdirSync(folder, {recursive: true});
		execFileSync('tar', ['-x', '--no-same-owner', '--strip-components=1', '-C', folder], {
			input: Buffer.concat(await Readable.from(archive).toArray()),
		});
	} finally {
		await container.remove({force: true});
	}
	const repository = repositoryOf(folder, submodules, join(work, 'repositories'));
	git(repository, 'tag', '--annotate', '--message', tag, tag);
	writeFileSync(join(repository, 'CHANGED'), 'a commit on top\n');
	commit(repository, 'a commit on top');
	return repository;
};

export const clone = (repository: string, to: string): string => {
	git(dirname(to), 'clone', '--quiet', '--recurse-submodules', repository, to);
	return to;
};

/** As release scripts do: `git archive` of the repository and of each submodule, in one folder without `.git`. */
export const exportTo = (checkout: string, to: string): string => {
	mkdirSync(to, {recursive: true});
	execFileSync('tar', ['-x', '-C', to], {
		input: execFileSync('git', ['archive', 'HEAD'], {cwd: checkout, maxBuffer: 2 ** 28}),
	});
	for (const path of git(checkout, 'submodule', '--quiet', 'foreach', 'echo $sm_path').split('\n').filter(Boolean)) {
		if (existsSync(join(checkout, path, '.git'))) exportTo(join(checkout, path), join(to, path));
	}
	return to;
};
