import { ArgumentsHost, Catch, ExceptionFilter } from '@nestjs/common';
import { RpcErrorFilter } from '../rpc/rpc-exception.filter.js';
import { HttpErrorFilter } from './http-exception.filter.js';

/** One filter for a hybrid app: answers in the form of the transport the request came by. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly http = new HttpErrorFilter();
  private readonly rpc = new RpcErrorFilter();

  catch(error: unknown, host: ArgumentsHost): unknown {
    return host.getType() === 'http' ? this.http.catch(error, host) : this.rpc.catch(error, host);
  }
}
