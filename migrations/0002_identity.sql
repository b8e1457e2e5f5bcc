-- People, their accounts, what they told us about themselves, and the keys that open it.
create schema if not exists app;
create schema if not exists auth;

-- The four tables of better-auth 1.7.25 with its phone-number plugin, written once by its own
-- generator. Its phone number column holds our person id: no telephone number is stored there.
create table auth."user" ("id" text not null primary key, "name" text not null, "email" text not null unique, "emailVerified" boolean not null, "image" text, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null, "phoneNumber" text unique, "phoneNumberVerified" boolean);

create table auth."session" ("id" text not null primary key, "expiresAt" timestamptz not null, "token" text not null unique, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null, "ipAddress" text, "userAgent" text, "userId" text not null references auth."user" ("id") on delete cascade);

create table auth."account" ("id" text not null primary key, "accountId" text not null, "providerId" text not null, "userId" text not null references auth."user" ("id") on delete cascade, "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, "scope" text, "password" text, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null);

create table auth."verification" ("id" text not null primary key, "identifier" text not null, "value" text not null, "expiresAt" timestamptz not null, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null);

create index "session_userId_idx" on auth."session" ("userId");

create index "account_userId_idx" on auth."account" ("userId");

create index "verification_identifier_idx" on auth."verification" ("identifier");

-- Person table. The data key of a person, sealed by the master key. Erasing a person sets it to
-- null; a key made later for the same person has the next number and opens nothing older.
create table app.people (
  person_id uuid not null,
  key_no integer not null,
  sealed_key bytea,
  created_at timestamptz not null,
  erased_at timestamptz,
  primary key (person_id),
  check ((sealed_key is null) = (erased_at is not null))
);

-- Person table. Names, telephone numbers and addresses, readable only with the person's key.
create table app.contacts (
  person_id uuid not null references app.people (person_id),
  contact_id uuid not null,
  key_no integer not null,
  ciphertext bytea not null,
  created_at timestamptz not null,
  primary key (person_id, contact_id)
);

-- Person table. The index behind "my orders"; the orders themselves live with their shop.
create table app.person_orders (
  person_id uuid not null,
  shop_id bigint not null,
  order_id text not null,
  opened_at timestamptz not null,
  primary key (person_id, shop_id, order_id)
);

create index person_orders_latest on app.person_orders (person_id, opened_at desc, order_id);

-- Person table. The one code that opens this person's account now, and how often it was asked for
-- and missed within the window. One row a person: a new code cannot live beside an old one.
create table app.sign_in_codes (
  person_id uuid not null,
  code_hash bytea,
  tries integer not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  window_at timestamptz not null,
  sent_in_window integer not null,
  wrong_in_window integer not null,
  primary key (person_id)
);

-- Person table. Which part a person plays here, who said so, and until when.
create table app.person_roles (
  person_id uuid not null,
  role text not null,
  granted_at timestamptz not null,
  granted_by text not null,
  revoked_at timestamptz,
  revoked_by text,
  primary key (person_id, role, granted_at)
);

create unique index person_roles_current on app.person_roles (person_id, role)
  where revoked_at is null;

-- Site table. Keys for programs: a carrier's, or a seller's own.
create table app.api_keys (
  key_id uuid not null primary key,
  key_hash bytea not null unique,
  holder_kind text not null check (holder_kind in ('carrier', 'person')),
  holder_id text not null,
  label text not null,
  created_at timestamptz not null,
  created_by text not null,
  revoked_at timestamptz
);
