#!/usr/bin/env bash
# Proves that a bare machine is enough: clones the committed tree into a fresh Debian that has Python 3.11, its venv
# module and make, and nothing else, and runs `make demo` (twice) and `make test` there as an ordinary user.
# Needs root, git and debootstrap. The fresh Debian is kept in build/bare for the next time.
set -euo pipefail
cd "$(dirname "$0")/.."

[ "$(id -u)" = 0 ] || { echo "make bare needs root: it mounts and changes root"; exit 1; }
for tool in git debootstrap unshare; do
  command -v "$tool" > /dev/null || { echo "make bare needs $tool: apt install $tool"; exit 1; }
done

# A mount namespace of our own: whatever is mounted here is gone when this script ends.
[ "${MATINEE_BARE:-}" = inside ] || exec env MATINEE_BARE=inside unshare --mount --propagation private "$0" "$@"

source=${1:-.}
root=$PWD/build/bare
home=/home/visitor

if [ ! -e "$root/.complete" ]; then
  rm -rf "$root"
  mkdir -p "$root"
  debootstrap --variant=minbase --include=python3,python3-venv,make bookworm "$root"
  chroot "$root" useradd --create-home visitor
  touch "$root/.complete"
fi

mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/tmp"
cp --dereference /etc/resolv.conf /etc/hosts "$root/etc/"

# The host's pip may be set to a mirror, a folder of wheels or a certificate: the same settings and paths inside.
python3 -m pip config list 2> /dev/null | python3 -c '
import ast, re, sys
settings = {}
for line in sys.stdin:
    name, _, value = line.strip().partition("=")
    if name.startswith(("global.", ":env:.")):
        settings[name.rpartition(".")[2]] = " ".join(ast.literal_eval(value).split())
with open(sys.argv[1], "w") as conf:
    conf.write("[global]\n" + "".join(f"{name} = {value}\n" for name, value in settings.items()))
for path in sorted(set(re.findall(r"(?:(?<=file://)|(?<!\S))/\S+", " ".join(settings.values())))):
    print(path.removesuffix("/simple"))  # A local index keeps what its pages link to beside them.
' "$root/etc/pip.conf" | while read -r path; do
  if [ -d "$path" ]; then
    mkdir -p "$root$path"
  elif [ -f "$path" ]; then
    mkdir -p "$root$(dirname "$path")"
    touch "$root$path"
  else
    continue
  fi
  mount --bind --options ro "$path" "$root$path"
done

rm -rf "$root$home/matinee"
git -c safe.directory='*' clone --quiet "$source" "$root$home/matinee"
chroot "$root" chown -R visitor: "$home/matinee"

bare() {
  chroot --userspec=visitor "$root" /usr/bin/env --ignore-environment --chdir="$home/matinee" HOME="$home" \
    PATH=/usr/bin:/bin LANG=C.UTF-8 ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} "$@"
}

time bare make demo
time bare make demo
test -s "$root$home/matinee/demo.mp4"
time bare make test
echo "bare: both commands work on a machine with nothing but Python, venv and make"
