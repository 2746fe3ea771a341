#!/bin/sh
# Gives CRIU an empty environment, as podman does for its runtime.
exec env -i PATH="$PATH" "$(PATH=/usr/sbin:/usr/bin command -v runc)" "$@"
