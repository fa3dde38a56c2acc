#!/bin/sh
# Makes the secrets of a stack that runs alone (docker/, the dev overlay) in a folder, at random, once.
# A file per app with what it alone may know; beside them what several or the servers read:
#   tokens.env   what tokens are signed with: gateway, identity
#   redis.env    the address of Redis: gateway, dashboard
#   mysql.env    the server's own; schemas.sql: a schema and an account for each app
#   nats.conf    the server's configuration with a user for each app, and what each may do
#   operator.env what commands of operators reach the servers with
# usage: sh deploy/make-secrets.sh FOLDER
set -eu
folder=${1:?usage: sh deploy/make-secrets.sh FOLDER}
stored='events performance usage activity dashboard journey identity'
# As `npm run --silent nats-config` prints it.
authorization=$(cd "$(dirname "$0")" && pwd)/nats/authorization.conf

[ -e "$folder" ] && { echo "$folder is there already; nothing was changed."; exit 0; }

random() { od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n'; }

# The folder is its owner's alone; a file that is mounted from it can be read by the server's own user.
made=$folder.making
rm -rf "$made"
mkdir -p "$made"
chmod 700 "$made"
cd "$made"

{
  echo 'listen: "0.0.0.0:4222"'
  echo 'server_name: trailmark'
  echo 'max_payload: 2MB'
  echo 'jetstream { store_dir: "/data", max_file_store: 10GB, max_memory_store: 256MB }'
} > nats.conf
for user in gateway $stored operator; do
  # NATS reads what begins with a digit as a number.
  password=p$(random)
  echo "NATS_PASSWORD_$(echo "$user" | tr a-z A-Z): \"$password\"" >> nats.conf
  echo "NATS_URL=nats://$user:$password@nats:4222" > "$user.env"
done
cat "$authorization" >> nats.conf

for app in $stored; do
  password=$(random)
  echo "DATABASE_URL=mysql://$app:$password@mysql:3306/trailmark_$app" >> "$app.env"
  # A _ in a grant stands for any character.
  {
    echo "CREATE DATABASE trailmark_$app CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;"
    echo "CREATE USER '$app'@'%' IDENTIFIED BY '$password';"
    echo "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX ON \`trailmark\\_$app\`.* TO '$app'@'%';"
  } >> schemas.sql
done

password=$(random)
echo "MYSQL_ROOT_PASSWORD=$password" > mysql.env
echo "DATABASE_URL=mysql://root:$password@mysql:3306/" >> operator.env
echo "IP_HASH_KEY=$(random)" >> gateway.env
echo "WRITE_KEYS=tm_$(random)" >> gateway.env
echo "IDENTITY_ENCRYPTION_KEY=$(random)" >> identity.env
echo "JWT_SECRET=$(random)" > tokens.env
echo "REDIS_URL=redis://redis:6379" > redis.env

cd - > /dev/null
mv "$made" "$folder"
echo "made $folder"
