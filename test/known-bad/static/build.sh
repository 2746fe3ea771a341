#!/bin/bash
# Applies the PATCHes to the sources beside this script and links crun as /out/crun-NAME: build.sh NAME [PATCH...]
# A patch's folder has the name of the tree it is for: crun or criu. A second build compiles only what changed.
set -euo pipefail
name=$1
shift
cd "$(dirname "$0")"
prefix=$PWD/prefix

for patch in "$@"; do
	patch -d "$(basename "$(dirname "$patch")")" -p1 --fuzz=0 <"$patch"
done

# libcriu is two C files. CRIU's own Makefile makes its library only after all of CRIU, with all of CRIU's dependencies.
cd criu
if [ ! -f images/rpc.pb-c.c ]; then
	make -s criu/include/version.h 2>/dev/null >/dev/null
	protoc-c --proto_path=images --c_out=images images/rpc.proto
fi
gcc -O2 -Wall -iquote criu/include -iquote images -c lib/c/criu.c images/rpc.pb-c.c
mkdir -p "$prefix/include/criu" "$prefix/lib/pkgconfig"
rm -f "$prefix/lib/libcriu.a"
ar rcs "$prefix/lib/libcriu.a" criu.o rpc.pb-c.o
cp lib/c/criu.h criu/include/version.h images/rpc.proto images/rpc.pb-c.h "$prefix/include/criu/"
version=$(sed -n 's/^#define CRIU_VERSION "\(.*\)"/\1/p' criu/include/version.h)
sed "s,@version@,$version,;s,@libdir@,$prefix/lib,;s,@includedir@,$prefix/include," lib/c/criu.pc.in \
	>"$prefix/lib/pkgconfig/criu.pc"

# -DSTATIC: crun calls libcriu directly instead of opening libcriu.so.2 at run time (src/libcrun/criu.c).
# The bundled yajl, because Debian's static one has another name; no systemd, which has no static library.
cd ../crun
if [ ! -f Makefile ]; then
	./configure --quiet --disable-shared --disable-systemd --enable-embedded-yajl \
		PKG_CONFIG_PATH="$prefix/lib/pkgconfig" \
		CPPFLAGS="-DSTATIC -I$prefix/include" LDFLAGS="-L$prefix/lib" LIBS='-lcriu -lprotobuf-c'
fi
rm -f crun # make doesn't know that crun depends on libcriu.a
make -s -j"$(nproc)" CRUN_LDFLAGS=-all-static
strip -o "/out/crun-$name" crun
"/out/crun-$name" --version
echo "$name: $(stat -c %s "/out/crun-$name") bytes, libcriu $version, $SECONDS s"
