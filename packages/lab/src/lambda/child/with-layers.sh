# with-layers <layers> <runtime> <scratch> <command…>: becomes the command, for which the entries of <layers> are in /opt and those of
# <runtime> in /var. Run in a mount namespace of its own; what the machine has in the two folders stays there for the command too.
set -e
layers=$1 runtime=$2 scratch=$3
shift 3
mount --make-rprivate /

# extend <folder> <additions> <where to keep the folder as it was>
extend() {
  mount --rbind "$1" "$3"
  mount -t tmpfs -o mode=755 layers "$1"
  find "$2" "$3" -mindepth 1 -maxdepth 1 | while read -r entry; do
    target=$1/${entry##*/}
    # additions come first
    if [ -e "$target" ] || [ -L "$target" ]; then continue; fi
    if [ -L "$entry" ]; then
      cp -P "$entry" "$target"
    elif [ -d "$entry" ]; then
      mkdir "$target"
      mount --rbind "$entry" "$target"
    else
      : > "$target"
      mount --bind "$entry" "$target"
    fi
  done
}

extend /opt "$layers" "$scratch/opt"
extend /var "$runtime" "$scratch/var"
exec "$@"
