#ifndef BREATHER_CPOSTGRES_SHIM_H
#define BREATHER_CPOSTGRES_SHIM_H

#include <libpq-fe.h>

#endif
