# A PostgreSQL of our own, for as long as standard input stays open: whoever started us may end in
# any way, and nothing is left behind.
#   $1  folder of initdb and pg_ctl
#   $2  TCP port on 127.0.0.1
#   $3  fsync, on or off
set -eu
programs=$1 port=$2 fsync=$3

folder=$(mktemp -d "${TMPDIR:-/tmp}/dais-postgres.XXXXXX")
clean() {
    "$programs/pg_ctl" -D "$folder/data" -s -m immediate stop 2>/dev/null || true
    rm -rf "$folder"
}
trap clean EXIT
trap 'exit 1' HUP INT TERM

"$programs/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --no-locale --no-sync \
    >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }

cat >>"$folder/data/postgresql.conf" <<SETTINGS
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
max_connections = 400
fsync = $fsync
full_page_writes = $fsync
SETTINGS
"$programs/pg_ctl" -D "$folder/data" -l "$folder/log" -s -w start \
    || { cat "$folder/log" >&2; exit 1; }

echo ready
cat >/dev/null
