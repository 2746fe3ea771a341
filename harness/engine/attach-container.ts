// Attaches to the input and output of a container before it starts.
import type Docker from 'dockerode';

const refused = {404: 'no such container', 409: 'the container is paused', 500: 'server error'};

/**
 * dockerode's own `attach` sends its options a second time, as the body of the request. Podman leaves that body to the
 * container: it is the first that the command reads.
 */
export const attachContainer = ({id, modem}: Docker.Container): Promise<NodeJS.ReadWriteStream> => {
	const request = {
		path: `/containers/${id}/attach?`,
		method: 'POST',
		options: {stream: true, stdin: true, stdout: true, stderr: true},
		file: Buffer.alloc(0),
		isStream: true,
		hijack: true,
		openStdin: true,
		statusCodes: {101: true, 200: true, ...refused},
	};
	return new Promise((resolve, reject) => {
		modem.dial(request, (error: Error | null, stream: NodeJS.ReadWriteStream) => {
			if (error === null) resolve(stream);
			else reject(error);
		});
	});
};
